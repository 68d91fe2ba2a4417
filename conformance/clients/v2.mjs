// The client of the TypeScript SDK, version 2, which checks the answer's issuer as well.

import { Client, StreamableHTTPClientTransport as Transport, UnauthorizedError } from '@modelcontextprotocol/client';

import { tell } from './story.mjs';

const finishAuth = (transport, answer) => transport.finishAuth(answer);

await tell({ Client, Transport, UnauthorizedError, finishAuth }, process.argv[2]);
