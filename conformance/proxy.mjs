// The suite's command line cannot say which token to send. This proxy adds one to each
// request and otherwise changes nothing: Host and Origin arrive as the suite sent them.

import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';

const [listenPort, targetPort, tokenFile] = process.argv.slice(2);
const authorization = `Bearer ${readFileSync(tokenFile, 'utf8')}`;

createServer((incoming, outgoing) => {
  const forwarded = request({
    host: '127.0.0.1',
    port: targetPort,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, authorization },
  });
  forwarded.on('response', (response) => {
    outgoing.writeHead(response.statusCode, response.statusMessage, response.rawHeaders);
    // an event stream may stay silent for long after its headers
    outgoing.flushHeaders();
    response.pipe(outgoing);
    response.on('error', () => outgoing.destroy());
  });
  forwarded.on('error', () => outgoing.destroy());
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}).listen(Number(listenPort), '127.0.0.1');
