import type { Messages } from '../../failures/definition/type-words';
import { parsedMessage } from '../message';
import { variantsOf } from './used-facts';

/** How each language says in the first person that it was us, or that we are sorry. By the tags of `wordsLocales`. */
const says: Readonly<Record<string, RegExp>> = {
  en: /(?:i|we)(?:['’]m| am|['’]re| are) (?:so |very |truly |deeply )?sorry|(?:i|we) apologi[sz]e|(?:our|my) (?:own )?(?:fault|mistake)|we (?:failed|let) you/iu,
  de: /tut (?:mir|uns) (?:sehr |aufrichtig )?leid|unser(?:e|en|em)? (?:eigener? )?(?:fehler|schuld|versäumnis)|lag an uns|(?:ich|wir) entschuldigen? (?:mich|uns)/iu,
  fr: /présent(?:e|ons) (?:mes|nos|toutes nos) excuses|(?:je|nous) regrett|(?:je suis|nous sommes) (?:vraiment )?désolée?s?|notre (?:faute|erreur)|de notre fait/iu,
  es: /(?:lo |los? )?(?:siento|sentimos|lamento|lamentamos)|culpa (?:es |fue )?nuestra|nuestr[oa] (?:culpa|error|fallo)/iu,
  'pt-BR':
    /sint(?:o|imos)(?: muito)?|lament(?:o|amos)|culpa (?:é |foi )?(?:toda )?nossa|noss[oa] (?:culpa|falha|erro)|pe(?:ço|dimos) desculpas/iu,
  ja: /申し訳(?:ございません|ありません|なく)|お詫び(?:いたし|申し)|当社の(?:責任|過失|落ち度)/u,
  'zh-CN': /抱歉|对不起|致歉|我们的(?:错|责任|过失|失误)/u,
  ru: /(?:мне|нам) (?:очень |искренне )?жаль|прино(?:шу|сим) (?:вам )?(?:свои )?извинения|(?:наша|моя) (?:вина|ошибка)|по нашей вине/iu,
};

/** What all words of a failure type together have to say. Some sentence of its letter says it in each language. */
export const ownFaultRule = {
  id: 'own-fault',
  reason: 'Who is let down is told by whom: the letter says in the first person that it was us, or that we are sorry.',
  source: 'Lewicki, Polin, Lount 2016: acknowledging responsibility carries an apology',
} as const;

/**
 * What is wrong with the words of a failure type in one language where no sentence of its letter takes responsibility.
 * A subject and what stands beside it are no part of the letter.
 */
export function ownFaultProblems(locale: string, messages: Messages): string[] {
  const pattern = says[locale];
  const ofBody = Object.entries(messages).filter(([key]) => !/subject|preview/iu.test(key));
  if (!pattern || ofBody.some(([, message]) => saysAlways(message, pattern))) return [];
  return [`${ownFaultRule.id}: no sentence says so. ${ownFaultRule.reason}`];
}

/** In every one of its forms: what is said in one case only is not said in another. */
function saysAlways(message: string, pattern: RegExp): boolean {
  return variantsOf(parsedMessage(message)).every((text) => pattern.test(text));
}
