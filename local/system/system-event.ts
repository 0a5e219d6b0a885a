import type { CompanyEvent } from '../company/company-event';
import type { EmulatorEvent, WithoutTime } from '../emulator/events/emulator-event';

/** Something that happens in the local system: in the emulated AWS services, or in the company around them. */
export type SystemEvent = EmulatorEvent | CompanyEvent;

/** The event of one kind. */
export type SystemEventOf<Kind extends SystemEvent['kind']> = Extract<SystemEvent, { kind: Kind }>;

export type NewSystemEvent = WithoutTime<SystemEvent>;

export type Listener = (event: SystemEvent) => void;

/** Adds a listener. The function that is returned removes it. */
export type Subscribe = (listener: Listener) => () => void;

export type EmitSystemEvent = (event: NewSystemEvent) => void;
