import { App, Stack } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import type { Brands } from '../../lambdas/email/brand';
import { plainLook } from '../../lambdas/email/layout/look';
import { catalog } from '../../lambdas/failures/catalog';
import { brandsSchema, lookSchema } from '../../lambdas/runtime/environment/brand-setting';
import { readStageFile } from '../../lib/app/stage-file';
import { brandsOf, mailSettings, senderOf } from '../../lib/app/stage-mail';
import { brandTexts } from '../../lib/brands/brand-texts';
import { brandWordsOf } from '../../lib/brands/brand-words';

/**
 * The brands of a stage, as the function that writes will have them, for whoever looks at their mails before they are
 * deployed.
 *
 * @param stage its name, or its file
 * @throws StageFileError where there is no such stage
 * @throws BrandsError where something is wrong with how mails should look
 * @throws BrandWordsError where something is wrong with the words of a brand
 */
export function stageBrands(stage: string): Brands {
  const settings = z.object(mailSettings).parse(readStageFile(stage).described);
  const scope = new Stack(new App(), 'Gallery');
  const sender = senderOf(scope, settings);
  const brands = brandsOf(scope, settings);
  const { LOOK: look = '{}', BRANDS: others = '{}' } = brandTexts(sender, brands);
  const words = brandWordsOf(brands, Object.fromEntries(catalog.map((one) => [one.type, one.words.kinds])));
  const { email, name, replyTo, signatory, signatoryRole: role = 'Customer Care', signatoryPicture: picture } = sender;
  return {
    standard: {
      sender: { name, email, replyTo },
      signatory: { name: signatory, role, picture },
      executive: sender.executive,
      statementName: sender.statementName,
      look: { ...plainLook, ...lookSchema.parse(JSON.parse(look)) },
    },
    others: Object.fromEntries(
      Object.entries(brandsSchema.parse(JSON.parse(others))).map(([brand, { hasWords: _, ...overlay }]) => [
        brand,
        { ...overlay, words: () => words[brand] ?? {} },
      ]),
    ),
  };
}
