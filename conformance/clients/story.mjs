// The story that each client library has to get through: it knows nothing but the URL of
// the demo's MCP server, comes without a token, and needs a scope that its user did not grant
// at first.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { USER } from './browser.mjs';
import { OAuthProvider } from './oauth.mjs';

/**
 * @param {object} library the parts of the client library
 * @param {(transport: object, answer: URLSearchParams) => Promise<void>} library.finishAuth
 * @param {string} url the MCP server
 */
export async function tell({ Client, Transport, UnauthorizedError, finishAuth }, url) {
  const provider = new OAuthProvider();
  provider.declined = ['memories:delete'];
  const refusals = [];
  const watch = async (input, init) => {
    const response = await fetch(input, init);
    if (String(input) === url && [401, 403].includes(response.status)) {
      refusals.push(`${response.status} ${response.headers.get('www-authenticate')}`);
      console.log(refusals.at(-1));
    }
    return response;
  };
  const connect = async () => {
    const client = new Client({ name: 'conformance', version: '1.0.0' });
    const transport = new Transport(new URL(url), { authProvider: provider, fetch: watch });
    try {
      await client.connect(transport);
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) {
        throw error;
      }
      await finishAuth(transport, provider.answers.at(-1));
      return connect();
    }
    return { client, transport };
  };
  const { client, transport } = await connect();
  const call = async (name, args = {}) => {
    try {
      const result = await client.callTool({ name, arguments: args });
      assert.ok(!result.isError, `${name}: ${JSON.stringify(result.content)}`);
      return result.content.map(({ text }) => text).join('\n');
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) {
        throw error;
      }
      await finishAuth(transport, provider.answers.at(-1));
      return call(name, args);
    }
  };
  const scopes = () => provider.tokens().scope.split(' ');

  assert.equal(refusals.length, 1);
  assert.match(refusals[0], /^401 Bearer .*resource_metadata=/);
  assert.ok(scopes().includes('memories:read'));
  assert.ok(!scopes().includes('memories:delete'));
  const profile = await call('whoami');
  const account = [accountOf(provider.tokens().access_token), USER.username].find((known) => profile.includes(known));
  assert.ok(account, `The tools act for somebody else: ${profile}`);
  console.log(`account ${account}`);
  await call('recallMemories');
  assert.equal(provider.answers.length, 1, 'reading needs no further consent');

  const text = `told by ${Client.name} at ${Date.now()}`;
  const { id } = JSON.parse(await call('saveMemory', { text }));
  assert.ok((await call('recallMemories')).includes(text));

  const refused = refusals.length;
  const granted = scopes();
  provider.declined = [];
  await call('forgetMemory', { id });
  assert.equal(refusals.length, refused + 1);
  assert.match(refusals.at(-1), /^403 Bearer .*error="insufficient_scope"/);
  assert.match(refusals.at(-1), /scope="[^"]*memories:delete[^"]*"/);
  assert.deepEqual(new Set(scopes()), new Set([...granted, 'memories:delete']));
  assert.ok(!(await call('recallMemories')).includes(text));

  await transport.terminateSession();
  await client.close();
}

// the id of the user in the starter's own whoami, which need not say a name
function accountOf(accessToken) {
  const { iss, sub } = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString());
  assert.equal(sub, USER.username);
  return createHash('sha256').update(`${iss}#${sub}\n`).digest('base64url');
}
