import { startStandIn, type RunningStandIn } from './stand-in/stand-in';

/** A page on which the tables can be looked at. */
export function startTableBrowser(port: number, databaseUrl: string, region: string): Promise<RunningStandIn> {
  return startStandIn('tableBrowser', port, { databaseUrl, region });
}
