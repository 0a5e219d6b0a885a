import type { IncomingMessage, RequestListener, Server } from 'node:http';

export function forOwnPages(listener: RequestListener, admits?: (request: IncomingMessage) => boolean): RequestListener;
export function keepForOwnPages(server: Server): void;
