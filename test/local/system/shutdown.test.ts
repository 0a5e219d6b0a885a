import { Shutdown, StoppedWhileStartingError, startAll } from '../../../local/system/shutdown';

const part = (name: string, stopped: string[]): { name: string; stop: () => Promise<void> } => ({
  name,
  stop: async () => {
    stopped.push(name);
  },
});

describe('shutting down', () => {
  it('stops what was started, last started first, once', async () => {
    const stopped: string[] = [];
    const shutdown = new Shutdown();
    await shutdown.start(Promise.resolve(part('first', stopped)));
    await shutdown.start(Promise.resolve(part('second', stopped)));
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(stopped).toEqual(['second', 'first']);
  });

  it('stops what starts after the shutdown at once', async () => {
    const stopped: string[] = [];
    const shutdown = new Shutdown();
    const starting = new Promise<ReturnType<typeof part>>((resolve) => {
      setTimeout(() => resolve(part('late', stopped)), 5);
    });
    const late = shutdown.start(starting);
    await shutdown.run();
    await expect(late).rejects.toThrow(StoppedWhileStartingError);
    expect(stopped).toEqual(['late']);
  });

  it('continues where one service does not stop, and reports it', async () => {
    const stopped: string[] = [];
    const shutdown = new Shutdown();
    await shutdown.start(Promise.resolve(part('good', stopped)));
    await shutdown.add(() => Promise.reject(new Error('stuck')));
    await expect(shutdown.run()).rejects.toThrow('stuck');
    expect(stopped).toEqual(['good']);
  });
});

describe('starting together', () => {
  it('waits for all even if one fails, so that none is left behind', async () => {
    const settled: string[] = [];
    const slow = new Promise<void>((resolve) => {
      setTimeout(() => {
        settled.push('slow');
        resolve();
      }, 10);
    });
    await expect(startAll([Promise.reject(new Error('broken')), slow])).rejects.toThrow('broken');
    expect(settled).toEqual(['slow']);
  });
});
