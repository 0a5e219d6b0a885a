import { fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `node --import` needs to run TypeScript here. */
const starter = pathToFileURL(path.join(__dirname, '../../starter/typescript.mjs')).href;

/** Services that run in a process of their own, so that the CPU time of this one is the function's. */
export type Apart<Urls> = Urls & { stop(): Promise<void> };

/** @param file a program that sends its URLs once it is ready, and ends when it is disconnected */
export async function startApart<Urls extends object>(file: string, settings: object): Promise<Apart<Urls>> {
  const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--import', starter] });
  const urls = await new Promise<Urls>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Urls));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the emulated services ended with ${String(code)}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    ...urls,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
