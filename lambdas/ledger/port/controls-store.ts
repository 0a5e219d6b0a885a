import type { Controls } from '../../model/controls';
import type { SaveResult } from './ledger';

/** Where it stands what may happen by itself, and who said so. */
export interface ControlsStore {
  readControls(): Promise<Controls>;
  /**
   * Writes the controls if the stored version is the one before them. What they replace is kept beside them for ever,
   * so that every switch stays on record with its reason.
   */
  saveControls(next: Controls, replaced: Controls): Promise<SaveResult>;
  /** Every switch that was ever in force, the oldest first. */
  controlsHistory(): Promise<Controls[]>;
}
