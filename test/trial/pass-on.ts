import { request, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request, and the answer that its sender waits for. */
export interface Passing {
  readonly incoming: IncomingMessage;
  readonly answer: ServerResponse;
}

/** What to do with a request other than to pass it on as it is. */
export interface PassOnOptions {
  /** What is passed on in the place of what came. */
  readonly body?: Buffer | undefined;
  /** Takes the answer in the place of the sender. */
  readonly take?: ((answered: IncomingMessage) => void) | undefined;
}

/** Passes a request on, and its answer back. A connection that breaks behind us breaks in front of us as well. */
export function passOn({ incoming, answer }: Passing, to: string, { body, take }: PassOnOptions = {}): void {
  const { method, headers } = incoming;
  const sized = body ? { ...headers, 'content-length': String(body.length) } : headers;
  const onward = request(new URL(incoming.url ?? '/', to), { method, headers: sized }, (answered) => {
    answered.once('error', () => cutOff(incoming));
    if (take) {
      take(answered);
      return;
    }
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  onward.once('error', () => cutOff(incoming));
  if (body) onward.end(body);
  else incoming.pipe(onward);
}

/** As it looks to a sender whose network failed. */
export function cutOff({ socket }: IncomingMessage): void {
  socket.resetAndDestroy();
}
