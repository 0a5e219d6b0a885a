import { serveShop } from '../company/shop/serve-shop';
import { Shop } from '../company/shop/shop';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import type { ServiceUrls } from './ports';

/** The shop of this machine. It has an address before it sells, because functions are started with that address. */
export class LocalShop {
  /** Missing where the template has no pages on which its customers report. */
  shop: Shop | undefined;

  serve(port: number): Promise<LoopbackServer> {
    return serveShop(port, () => this.shop);
  }

  /** @param secrets their values by name */
  begin(
    { functions, functionUrls }: Pick<SystemTemplate, 'functions' | 'functionUrls'>,
    secrets: ReadonlyMap<string, string>,
    { lambda, provider: providerUrl }: Pick<ServiceUrls, 'lambda' | 'provider'>,
    clock: () => Date,
  ): void {
    const variable = (name: string): string =>
      functions.map(({ environment }) => environment[name]).find((value) => value !== undefined) ?? '';
    const open = functionUrls.filter(({ authType }) => authType === 'NONE').map(({ functionName }) => functionName);
    const pages = functions.find(
      ({ name, environment }) => open.includes(name) && environment['REPORT_INTAKE_FUNCTION_NAME'] !== undefined,
    );
    const ordersSecret = secrets.get(variable('SHOP_ORDERS_SECRET_NAME'));
    const linkSecret = secrets.get(variable('REPORT_LINK_SECRET_NAME'));
    if (!pages || ordersSecret === undefined || linkSecret === undefined) return;
    const pagesUrl = localFunctionUrl(lambda, pages.name);
    this.shop = new Shop({ providerUrl, ordersSecret, linkSecret, pagesUrl, clock });
  }
}
