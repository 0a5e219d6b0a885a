import type { ReportIntake } from '../../reports/intake-contract';
import type { ReportLinks } from '../../reports/links/report-links';

/** How somebody reports in the name of a customer. */
export interface ReportPorts {
  readonly links: Pick<ReportLinks, 'sign' | 'formToken'>;
  readonly intake: ReportIntake;
}
