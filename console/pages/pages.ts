import type { Hono } from 'hono';
import type { ConsoleEnv } from '../visit/visit';
import { addAuditPages } from './audit/audit-pages';
import { addChecksPages } from './checks/checks-pages';
import { addControlsPages } from './controls/controls-pages';
import { addConversationsPages } from './conversations/conversations-pages';
import { addCustomersPages } from './customers/customers-pages';
import { addDeadLettersPages } from './dead-letters/dead-letters-pages';
import { addHoldsPage } from './holds/holds-page';
import { addHomePage } from './home/home-page';
import { addInForcePages } from './in-force/in-force-pages';
import { addFindingsPages } from './findings/findings-pages';
import { addInsightPages } from './insight/insight-pages';
import { addLimitsPages } from './limits/limits-pages';
import { addMailPages } from './remedy/mail/mail-pages';
import { addIncidentPages } from './incident/incident-pages';
import { addNoticePages } from './notices/notice-pages';
import { addNoticesPage } from './notices/notices-page';
import { addRemediesPages } from './remedies/remedies-pages';
import { addReportsPages } from './reports/reports-pages';
import { addSearchPages } from './search/search-pages';
import { addUnjoinedPages } from './unjoined/unjoined-pages';
import { addRemedyPages } from './remedy/remedy-pages';

/** Every page of the console. */
export function addPages(app: Hono<ConsoleEnv>): void {
  addHomePage(app);
  addHoldsPage(app);
  addRemediesPages(app);
  addIncidentPages(app);
  addNoticesPage(app);
  addNoticePages(app);
  addConversationsPages(app);
  addRemedyPages(app);
  addMailPages(app);
  addDeadLettersPages(app);
  addControlsPages(app);
  addCustomersPages(app);
  addReportsPages(app);
  addUnjoinedPages(app);
  addChecksPages(app);
  addInsightPages(app);
  addFindingsPages(app);
  addInForcePages(app);
  addLimitsPages(app);
  addAuditPages(app);
  addSearchPages(app);
}
