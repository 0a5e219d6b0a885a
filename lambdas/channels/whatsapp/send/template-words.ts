import type { TemplateUse } from '../../port/message-sender';
import de from './templates/de.json';
import en from './templates/en.json';
import es from './templates/es.json';
import fr from './templates/fr.json';
import ja from './templates/ja.json';
import ptBR from './templates/pt-BR.json';
import ru from './templates/ru.json';
import zhCN from './templates/zh-CN.json';

/** A template as it is handed in to Meta, by `aws socialmessaging create-whatsapp-message-template`. */
export interface WhatsAppTemplate {
  readonly name: string;
  /** As Meta names languages. */
  readonly language: string;
  readonly category: string;
  /** With `{{1}}` for who writes, `{{2}}` for what was done and `{{3}}` for the reference. */
  readonly body: string;
  /** What may stand there. Meta wants an example of each. */
  readonly examples: readonly string[];
}

/** The words of the messages that we begin, by the tags of their languages. A change of words is another name. */
export const whatsappTemplates: Readonly<Record<string, WhatsAppTemplate>> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  'zh-CN': zhCN,
  ru,
};

/** The template in the language of a message, if Meta has approved it for this company. */
export function templateIn(
  locale: string,
  values: readonly string[],
  approved: Readonly<Record<string, string>>,
): TemplateUse | undefined {
  const template = Object.hasOwn(approved, locale) ? whatsappTemplates[locale] : undefined;
  return template && { name: template.name, language: template.language, values };
}
