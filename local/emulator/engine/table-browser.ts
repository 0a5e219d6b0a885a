import { join } from 'node:path';
import { startPackagedService, type RunningService } from '../server/packaged-service';

const service = { name: 'the table browser', module: join(__dirname, 'table-browser-package.cjs') };

/** Serves a page that shows the tables. */
export function startTableBrowser(port: number, databaseUrl: string, region: string): Promise<RunningService> {
  return startPackagedService(service, port, { databaseUrl, region });
}
