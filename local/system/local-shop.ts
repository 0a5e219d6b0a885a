import { serveShop } from '../company/shop/serve-shop';
import { Shop } from '../company/shop/shop';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import type { ServiceUrls } from './ports';

/** The shop of this machine. It has an address before it sells, because functions are started with that address. */
export class LocalShop {
  /** Missing until it has begun. */
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
  ): Shop {
    const variable = (name: string): string =>
      functions.map(({ environment }) => environment[name]).find((value) => value !== undefined) ?? '';
    const open = functionUrls.filter(({ authType }) => authType === 'NONE').map(({ functionName }) => functionName);
    const pages = functions.find(
      ({ name, environment }) => open.includes(name) && environment['REPORT_INTAKE_FUNCTION_NAME'] !== undefined,
    );
    const secret = secrets.get(variable('SHOP_SECRET_NAME'));
    const linkSecret = secrets.get(variable('REPORT_LINK_SECRET_NAME'));
    const reports =
      pages && linkSecret !== undefined ? { linkSecret, pagesUrl: localFunctionUrl(lambda, pages.name) } : undefined;
    return (this.shop = new Shop({ providerUrl, secret, reports, clock }));
  }
}
