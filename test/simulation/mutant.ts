import type { SourceChange } from './bundle';

/** One way to break the code. */
export interface Mutant extends SourceChange {
  readonly name: string;
  /** Why the unbroken line is there. */
  readonly why: string;
}

/** Mutants that are switched on together. */
export interface MutantGroup {
  readonly name: string;
  readonly mutants: readonly Mutant[];
  /** In whose worlds they are noticed. @default - those of money */
  readonly worker?: string | undefined;
}
