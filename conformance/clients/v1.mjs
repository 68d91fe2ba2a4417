// The client of the TypeScript SDK, version 1.

import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

import { tell } from './story.mjs';

const finishAuth = (transport, answer) => transport.finishAuth(answer.get('code'));

await tell({ Client, Transport, UnauthorizedError, finishAuth }, process.argv[2]);
