import type { RequestListener, Server } from 'node:http';

export function forOwnPages(listener: RequestListener): RequestListener;
export function keepForOwnPages(server: Server): void;
