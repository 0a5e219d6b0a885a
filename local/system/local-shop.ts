import { serveShop } from '../company/shop/serve-shop';
import * as z from 'zod';
import { Shop } from '../company/shop/shop';
import { usageSettingIn, UsageTableOfCompany } from '../company/shop/usage-table';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import type { ServiceUrls } from './ports';

/** The shop of this machine. It has an address before it sells, because functions are started with that address. */
export class LocalShop {
  /** Missing until it has begun. */
  shop: Shop | undefined;
  private usageTable: UsageTableOfCompany | undefined;
  private usageFunction: string | undefined;

  serve(port: number): Promise<LoopbackServer> {
    return serveShop(port, () => this.shop);
  }

  /** @param secrets their values by name */
  begin(
    { functions, functionUrls, region }: Pick<SystemTemplate, 'functions' | 'functionUrls' | 'region'>,
    secrets: ReadonlyMap<string, string>,
    { lambda, provider: providerUrl, dynamodb }: Pick<ServiceUrls, 'lambda' | 'provider' | 'dynamodb'>,
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
    const feedPages = functions.find(
      ({ name, environment }) => open.includes(name) && environment['FEED_INTAKE_FUNCTION_NAME'] !== undefined,
    );
    const feedSecret = secrets.get(variable('FEED_LINK_SECRET_NAME'));
    const feed =
      feedPages && feedSecret !== undefined
        ? { linkSecret: feedSecret, feedUrl: localFunctionUrl(lambda, feedPages.name) }
        : undefined;
    const usage = usageSettingIn(functions);
    if (usage?.ask === 'table') {
      this.usageTable = new UsageTableOfCompany({ url: dynamodb, region }, usage.tableName, usage.table);
    }
    this.usageFunction = usage?.ask === 'function' ? usage.functionName : undefined;
    return (this.shop = new Shop({ providerUrl, secret, reports, feed, usageTable: this.usageTable, clock }));
  }

  /** What a function of the company answers that no template here creates. Undefined where it has none of that name. */
  answerInvoked(functionName: string, payload: string): object | undefined {
    if (functionName !== this.usageFunction || !this.shop) return undefined;
    const asked = z.record(z.string(), z.string()).parse(JSON.parse(payload));
    return { asked, ...this.shop.usage.page(asked) };
  }

  async stop(): Promise<void> {
    await this.usageTable?.stop();
  }
}
