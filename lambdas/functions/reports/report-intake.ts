import { catalog } from '../../failures/catalog';
import { intakeHandler } from '../../runtime/reports/intake-handler';

export const handler = intakeHandler(catalog);
