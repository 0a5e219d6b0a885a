import { startPackagedService, type RunningService } from '../server/packaged-service';

/** A page on which the tables can be looked at. */
export function startTableBrowser(port: number, databaseUrl: string, region: string): Promise<RunningService> {
  return startPackagedService('tableBrowser', port, { databaseUrl, region });
}
