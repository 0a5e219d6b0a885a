import type { Report } from '../demo/report/report';
import { stateCounts, totalsOf, waitingCounts } from '../demo/report/summary';
import type { ClientFiles } from './client-files';

export interface ClosingScreen {
  readonly report: Report;
  /** Where people decide. */
  readonly console?: string | undefined;
  readonly inbox: string;
  /** Where every mail can be looked at. */
  readonly gallery: string;
  readonly tableBrowser?: string | undefined;
  readonly busName: string;
  readonly files: ClientFiles;
  /** How a command names this system, where it is not the only one or not on the usual ports. */
  readonly localOption: string;
}

/**
 * What a person needs once the demo has settled and the system stays up. It fits on a terminal of 80 columns and 24
 * lines, below whatever was printed before; only the paths of a long temporary folder may be longer.
 */
export function closingScreen({
  report,
  console,
  inbox,
  gallery,
  tableBrowser,
  busName,
  files,
  localOption,
}: ClosingScreen): string {
  const waiting = report.remedies.filter(({ waitsForPerson }) => waitsForPerson).length;
  const who =
    waiting === 0
      ? 'Whatever waits is listed by'
      : `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a person. What waits is listed by`;
  return `
${totalsOf(report)}
${stateCounts(report)}
${waitingCounts(report)}

console        ${console ?? 'not shown'}
inbox          ${inbox}
all mails      ${gallery}
tables         ${tableBrowser ?? 'not shown'}

${who}
  npm run amends -- ${localOption} holds list
  (where the package is installed: npx amends ${localOption} holds list)
You are the operator alice there; for a second approval be --as bob.

For the AWS CLI, SDKs and other clients, a file to source:
  source ${files.shell}
  . ${files.powerShell}   # PowerShell
AWS CLI before 2.13.0 ignores these addresses and talks to AWS, as does 1.x
before 1.29.0 (for SQS: every 1.x). Give those --endpoint-url.

Events that others publish on this bus are shown below. Ctrl-C stops it all.
  ${busName}`;
}
