import { createHash } from 'node:crypto';

/**
 * What may happen by itself.
 * `auto`: failures are made right. `approve`: every remedy waits for a person. `shadow`: it is decided and recorded what would
 * have been given, and nobody is paid or written to. `off`: nothing is decided; a failure is answered with "not owed".
 */
export const modes = ['auto', 'approve', 'shadow', 'off'] as const;

/** From free to strict. */
export type Mode = (typeof modes)[number];

export interface ModeSetting {
  readonly mode: Mode;
  /** The share of customers, from 0 to 1, for whom it is `auto` all the same. They stay the same ones as it grows. */
  readonly autoShare?: number | undefined;
}

/** A switch: what was set, by whom and why. */
export interface Switch {
  /** A failure type, or `all`. */
  readonly target: string;
  readonly setting: ModeSetting;
  /** The verified identity of whoever switched. */
  readonly by: string;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
  /** No other switch has it, so that whoever switched recognises the write. */
  readonly token: string;
}

/** What is switched now. Functions take it up within seconds, without a deployment. */
export interface Controls {
  /** 0 before anybody switched. */
  readonly version: number;
  readonly all: ModeSetting;
  readonly types: Readonly<Record<string, ModeSetting>>;
  /** The switch that led here. Those before it are kept too, each with the controls it led to. */
  readonly lastSwitch?: Switch | undefined;
}

/** What holds before anybody switched. */
export const initialControls: Controls = { version: 0, all: { mode: 'auto' }, types: {} };

/** The controls after a switch. */
export function switched(controls: Controls, change: Switch): Controls {
  const { target, setting } = change;
  const next = { ...controls, version: controls.version + 1, lastSwitch: change };
  return target === 'all' ? { ...next, all: setting } : { ...next, types: { ...controls.types, [target]: setting } };
}

/** What holds for a failure of that type and that customer. The stricter of both settings wins. */
export function modeFor(controls: Controls, failureType: string, customerId: string): Mode {
  const place = placeOf(customerId);
  const modesInForce = [controls.all, controls.types[failureType] ?? { mode: 'auto' as const }].map(
    ({ mode, autoShare = 0 }) => (place < autoShare ? 'auto' : mode),
  );
  return modesInForce.reduce((a, b) => (modes.indexOf(a) >= modes.indexOf(b) ? a : b));
}

/** A number from 0 to 1 that a customer keeps, so that a growing share only adds customers. */
function placeOf(customerId: string): number {
  return createHash('sha256').update(customerId, 'utf8').digest().readUInt32BE(0) / 2 ** 32;
}
