import { startStandIn, type RunningStandIn } from '../server/packaged-service';

/** A page on which the tables can be looked at. */
export function startTableBrowser(port: number, databaseUrl: string, region: string): Promise<RunningStandIn> {
  return startStandIn('tableBrowser', port, { databaseUrl, region });
}
