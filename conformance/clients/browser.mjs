// The user and the browser of the OAuth clients: alice logs in, consents to the scopes and
// is sent back to the client. As a program, it also delivers the answer to the client.

import { fileURLToPath } from 'node:url';

export const USER = { username: 'alice', password: 'alice-demo' };
const MAX_STEPS = 10;

/**
 * Follows an authorization URL until it leads back to the client.
 * @param {string | URL} authorizationUrl what the client would open in a browser
 * @param {string[]} declined the scopes that the user does not tick
 * @returns {Promise<URL>} the redirect URI with the answer, not requested yet
 */
export async function authorize(authorizationUrl, declined = []) {
  const redirectUri = new URL(authorizationUrl).searchParams.get('redirect_uri');
  const cookies = new Map();
  let step = { url: new URL(authorizationUrl), method: 'GET' };
  for (let i = 0; i < MAX_STEPS; i++) {
    const response = await visit(step, cookies);
    const location = response.headers.get('location');
    if (location) {
      const url = new URL(location, step.url);
      if (redirectUri && url.origin + url.pathname === redirectUri) {
        return url;
      }
      step = { url, method: 'GET' };
    } else {
      step = submit(await response.text(), step.url, response.status, declined);
    }
  }
  throw new Error(`Not back at the client after ${MAX_STEPS} steps, but at ${step.url}`);
}

async function visit({ url, method, body }, cookies) {
  const response = await fetch(url, {
    method,
    body,
    redirect: 'manual',
    headers: {
      accept: 'text/html',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    cookies.set(name, value);
  }
  return response;
}

// fills in the form of a page: the login, or the consent
function submit(page, url, status, declined) {
  const [, tag, content] = /<form\b([^>]*)>(.*?)<\/form>/is.exec(page) ?? [];
  if (status !== 200 || content === undefined) {
    throw new Error(`No form at ${url}, but status ${status}: ${page.slice(0, 500)}`);
  }
  const fields = new URLSearchParams();
  for (const [input] of content.matchAll(/<input\b[^>]*>/gi)) {
    const { name, value, disabled } = attributes(input);
    if (name && disabled === undefined && !(name === 'scope' && declined.includes(value))) {
      fields.append(name, USER[name] ?? value ?? '');
    }
  }
  const { method = 'get', action = '' } = attributes(tag);
  if (method.toLowerCase() !== 'post') {
    throw new Error(`The form at ${url} is sent with ${method}`);
  }
  return { url: new URL(action || url, url), method: 'POST', body: fields };
}

function attributes(tag) {
  const found = {};
  for (const [, name, , quoted] of tag.matchAll(/([a-z-]+)(=(?:"([^"]*)"))?/gi)) {
    found[name.toLowerCase()] = decode(quoted ?? '');
  }
  return found;
}

function decode(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
  return text.replace(/&([^;]+);/g, (entity, name) => entities[name] ?? entity);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await fetch(await authorize(process.argv[2]));
}
