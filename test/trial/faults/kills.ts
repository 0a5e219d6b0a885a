import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 3_000;

/** Ends processes of functions while they work, as AWS does when a machine fails: without a word. */
export class Kills {
  count = 0;
  private isOn = false;
  private ending: Promise<void> | undefined;

  /** @param emulatorPid whose children the functions are */
  constructor(
    private readonly emulatorPid: number,
    /** Whether a function has something in hand. */
    private readonly isBusy: () => Promise<boolean>,
  ) {}

  start(): void {
    this.isOn = true;
    this.ending = this.run();
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.ending;
  }

  private async run(): Promise<void> {
    while (this.isOn) {
      const running = (await this.isBusy()) ? functionsOf(this.emulatorPid) : [];
      const pid = running[this.count % running.length];
      if (pid !== undefined && kill(pid)) this.count += 1;
      await pause(everyMs);
    }
  }
}

/** The processes of functions: children of the emulator that run what it wrote for them. */
function functionsOf(emulatorPid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/);
    return Number(parent) === emulatorPid && line.includes('ministack-lambda-') ? [Number(pid)] : [];
  });
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
    return false;
  }
}
