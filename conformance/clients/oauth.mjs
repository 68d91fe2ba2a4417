// What a host application gives to the client library, whichever version: where
// registrations, tokens and verifiers are kept, and a browser.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { authorize } from './browser.mjs';

export class OAuthProvider {
  // nothing listens there, the browser hands over what it would have received
  redirectUrl = 'http://127.0.0.1:33418/callback';

  /** The scopes that the user does not consent to. */
  declined = [];

  /** What the authorization server answered, one entry for each time the user was asked. */
  answers = [];

  #client;
  #discovery;
  #tokens;
  #verifier;

  get clientMetadata() {
    return {
      client_name: 'Conformance',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  state() {
    return randomUUID();
  }

  discoveryState() {
    return this.#discovery;
  }

  saveDiscoveryState(discovery) {
    this.#discovery = discovery;
  }

  clientInformation() {
    return this.#client;
  }

  saveClientInformation(client) {
    this.#client = client;
  }

  tokens() {
    return this.#tokens;
  }

  saveTokens(tokens) {
    this.#tokens = tokens;
  }

  codeVerifier() {
    return this.#verifier;
  }

  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }

  async redirectToAuthorization(url) {
    const answer = (await authorize(url, this.declined)).searchParams;
    assert.ok(answer.has('code'), `No code, but ${answer}`);
    assert.equal(answer.get('state'), url.searchParams.get('state'));
    this.answers.push(answer);
  }
}
