/** What no sentence of an apology may say, or how it may not be written. */
export interface WordsRule {
  readonly id: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Who found that out, or where it is written. */
  readonly source: string;
  /** What must not be found, by language. `all` holds for every one. */
  readonly not: Readonly<Record<string, RegExp>>;
  /** A sentence that breaks the rule, with its language. */
  readonly example: readonly [locale: string, sentence: string];
}

const lewicki = 'Lewicki, Polin, Lount 2016, “An Exploration of the Structure of Effective Apologies” (n = 755)';
const halperin =
  'Halperin, Ho, List, Muir 2022, “Toward an Understanding of the Economics of Apologies” (1.5 million riders)';

/** Whole words in any script: `\b` knows Latin ones only. */
function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'iu');
}

/** The rules, as data. A team's own words are held to the same ones. */
export const wordsRules: readonly WordsRule[] = [
  {
    id: 'no-inconvenience',
    reason: 'It names nothing that happened, and makes it small.',
    source: `${lewicki}: acknowledging responsibility carries an apology`,
    not: {
      en: /inconvenien/iu,
      de: /unannehmlichkeit|ungelegenheit/iu,
      fr: /désagrément/iu,
      es: /molestias|inconvenient/iu,
      'pt-BR': /transtorno|inconvenient/iu,
      ja: /ご不便|ご迷惑/u,
      'zh-CN': /不便/u,
      ru: /неудобств/iu,
    },
    example: ['en', 'We apologise for any inconvenience.'],
  },
  {
    id: 'no-unfortunately',
    reason: 'It speaks of bad luck where we failed.',
    source: lewicki,
    not: {
      en: words('unfortunately', 'regrettably', 'sadly'),
      de: words('leider', 'bedauerlicherweise', 'unglücklicherweise'),
      fr: words('malheureusement', 'hélas'),
      es: words('desafortunadamente', 'lamentablemente', 'por desgracia'),
      'pt-BR': words('infelizmente', 'lamentavelmente'),
      ja: /残念ながら|あいにく/u,
      'zh-CN': /很遗憾|不幸/u,
      ru: words('к сожалению', 'увы'),
    },
    example: ['de', 'Leider kam Ihr Paket nicht an.'],
  },
  {
    id: 'no-mistakes-were-made',
    reason: 'Somebody made them, and that was us: a passive without a person takes no responsibility.',
    source: lewicki,
    not: {
      en: /mistakes? (?:was|were) made|errors? (?:has |have )?occurred/iu,
      de: /fehler (?:wurden|wurde) gemacht|(?:ist|sind) (?:ein )?fehler (?:passiert|aufgetreten|unterlaufen)/iu,
      fr: /des erreurs ont été|une erreur (?:est survenue|s’est produite)/iu,
      es: /se cometieron errores|se produjo un error|ha ocurrido un error/iu,
      'pt-BR': /foram cometidos erros|ocorreu um erro/iu,
      ja: /手違いがあ|不手際があ/u,
      'zh-CN': /出现了?(?:一些)?(?:错误|差错|失误)/u,
      ru: /были допущены ошибки|произошла ошибка/iu,
    },
    example: ['fr', 'Des erreurs ont été commises.'],
  },
  {
    id: 'no-doubt-about-feelings',
    reason: 'It apologises for what the customer felt, and not for what we did.',
    source: lewicki,
    not: {
      en: /if you (?:felt|feel|were)|if (?:this|it|we) (?:has |have )?(?:caused|upset|offended)|may have caused/iu,
      de: /(?:falls|wenn|sollten) sie .*(?:empfunden|gefühlt|geärgert)/iu,
      fr: /si vous avez (?:ressenti|été)|si cela vous a/iu,
      es: /si (?:se )?(?:sintió|ha sentido)|si esto le/iu,
      'pt-BR': /se você (?:se )?sentiu|se isso causou/iu,
      ja: /もし.*(?:感じ|不快)/u,
      'zh-CN': /如果.*(?:感到|觉得|造成)/u,
      ru: /если (?:вы|вас) .*(?:почувствовали|расстроил|огорчил)/iu,
    },
    example: ['en', 'We’re sorry if you felt let down.'],
  },
  {
    id: 'no-forgiveness',
    reason: 'It asks for something, and of all parts of an apology it helps least.',
    source: `${lewicki}: asking for forgiveness matters least of six parts`,
    not: {
      en: /forgive|accept (?:our|my|this) (?:sincere )?apolog|bear with us/iu,
      de: /verzeih|entschuldigen sie|um (?:ihr )?verständnis/iu,
      fr: /pardon|veuillez (?:nous excuser|accepter)|votre compréhension/iu,
      es: /perdón|perdone|disculpe|su comprensión/iu,
      'pt-BR': /perdão|perdoe|desculpe|sua compreensão/iu,
      ja: /お許し|ご容赦|ご理解/u,
      'zh-CN': /原谅|谅解|海涵|见谅/u,
      ru: /прости(?:те)?|извинит[её]|прощени|понимани/iu,
    },
    example: ['ru', 'Пожалуйста, простите нас.'],
  },
  {
    id: 'no-promises',
    reason: 'What is promised to be better and is not costs more than no apology.',
    source: halperin,
    not: {
      en: /never (?:happen )?again|not happen again|do better|we promise\b/iu,
      de: /nie wieder|nicht wieder vorkommen|wir versprechen/iu,
      fr: /plus jamais|ne se reproduira|nous vous promettons/iu,
      es: /nunca más|no volverá a (?:pasar|ocurrir)|le prometemos que/iu,
      'pt-BR': /nunca mais|não vai (?:se repetir|acontecer de novo)/iu,
      ja: /二度と|再発(?:を)?防止/u,
      'zh-CN': /不会再发生|再也不会|我们保证/u,
      ru: /больше не повторится|никогда больше|мы обещаем/iu,
    },
    example: ['zh-CN', '这样的事不会再发生。'],
  },
  {
    id: 'no-blame',
    reason: 'Whoever is apologised to is not told what they did wrong.',
    source: `${lewicki}: explaining by others weakens the responsibility that is taken`,
    not: {
      en: /your (?:own )?fault|you should have|you failed to|because you did not/iu,
      de: /ihre (?:eigene )?schuld|ihr (?:eigener )?fehler|sie hätten .* sollen/iu,
      fr: /votre faute|vous auriez dû/iu,
      es: /culpa suya|su culpa|usted debería haber/iu,
      'pt-BR': /sua culpa|culpa sua|você deveria ter/iu,
      ja: /お客様の(?:責任|せい|落ち度)/u,
      'zh-CN': /您的(?:错|责任|过失)/u,
      ru: /ваша вина|вы виноваты|вам следовало/iu,
    },
    example: ['es', 'Fue culpa suya.'],
  },
  {
    id: 'no-marketing',
    reason: 'Who is sorry sells nothing.',
    source: 'Catalogue of this project: “No advertising”',
    not: {
      en: words('discount', 'special offer', 'valued customer', 'exclusive', 'newsletter', 'shop now'),
      de: words('rabatt', 'angebot', 'geschätzter? kunde', 'exklusiv', 'newsletter'),
      fr: words('promotion', 'offre spéciale', 'cher client', 'exclusi(?:f|ve)', 'newsletter'),
      es: words('descuento', 'oferta', 'estimado cliente', 'exclusiv[oa]', 'boletín'),
      'pt-BR': words('desconto', 'promoção', 'prezado cliente', 'exclusiv[oa]', 'newsletter'),
      ja: /割引|キャンペーン|お得|限定/u,
      'zh-CN': /优惠|促销|折扣|尊贵/u,
      ru: /скидк|акци[яию]|уважаемый клиент/iu,
    },
    example: ['pt-BR', 'Aproveite o nosso desconto.'],
  },
  {
    id: 'no-credit-for-money',
    reason: 'Credit is no money: who paid with a card is not told that credit is their refund.',
    source:
      'Roschk, Gelbrich 2014, “Identifying Appropriate Compensation Types for Service Failures”: a loss is repaid in kind',
    not: {
      en: /refunded? (?:as|in|by|into) (?:store |account )?credit|credit instead of (?:a refund|money)/iu,
      de: /als guthaben erstattet|guthaben statt (?:einer )?(?:erstattung|geld)/iu,
      fr: /remboursé[es]* (?:en|sous forme d’)\s?avoir|avoir (?:au lieu|à la place) d/iu,
      es: /reembolsad[oa]s? (?:en|como) (?:saldo|crédito)|(?:saldo|crédito) en lugar de/iu,
      'pt-BR': /(?:devolvid|reembolsad)[oa]s? (?:em|como) crédito|crédito em vez de/iu,
      ja: /クレジットで返金|返金の代わりに/u,
      'zh-CN': /以余额(?:的形式)?退款|余额代替退款/u,
      ru: /возврат (?:баллами|на бонусный)|вместо (?:денег|возврата)/iu,
    },
    example: ['en', 'We’ve refunded as credit what you paid.'],
  },
  {
    id: 'no-idioms',
    reason: 'What cannot be taken word by word is read wrongly by who learned the language, and by who translates it.',
    source: 'ISO 24495-1:2023, “Plain language”: familiar words, each in its own meaning',
    not: {
      en: words(
        'dropped? the ball',
        'hit a snag',
        'make (?:it|this) up to you',
        'fell through the cracks',
        'touch base',
        'in the loop',
        'go the extra mile',
        'on us',
      ),
      de: words('in die hose gegangen', 'auf dem schirm', 'am ball bleiben', 'unter den tisch gefallen'),
      fr: words('tombée? à l’eau', 'passée? à la trappe', 'rectifier le tir'),
      es: words('metimos la pata', 'al pie del cañón', 'hacer borrón y cuenta nueva'),
      'pt-BR': words('pisamos na bola', 'correr atrás do prejuízo', 'virar a página'),
      ja: /水に流|足を引っ張/u,
      'zh-CN': /掉链子|打水漂/u,
      ru: words('сели в лужу', 'спустя рукава', 'не лыком шиты'),
    },
    example: ['en', 'We dropped the ball on your order.'],
  },
  {
    id: 'no-patronising',
    reason: 'Nobody can say of another what they feel, and that we do understand is not believed.',
    source: lewicki,
    not: {
      en: /we (?:fully |completely )?understand (?:how|your|that you)|you (?:must|may) be (?:upset|angry|frustrated)/iu,
      de: /wir verstehen (?:ihren|dass sie|gut)|sie (?:müssen|sind sicher) (?:verärgert|enttäuscht)/iu,
      fr: /nous comprenons (?:votre|que vous|bien)|vous devez être (?:déçu|en colère)/iu,
      es: /entendemos (?:su|que usted|perfectamente)|debe (?:de )?estar (?:molest|enfadad)/iu,
      'pt-BR': /entendemos (?:a sua|o seu|que você|perfeitamente)|você deve estar (?:chatead|irritad)/iu,
      ja: /お気持ちはよくわかり|お気持ちはよく分かり/u,
      'zh-CN': /我们(?:完全)?理解您的/u,
      ru: /мы понимаем (?:ваш|как вы|что вы)|вы, должно быть, (?:расстроены|рассержены)/iu,
    },
    example: ['en', 'We understand how you feel.'],
  },
  {
    id: 'no-links',
    reason: 'An apology asks for nothing, and a mail about money with a link is what thieves send.',
    source: 'threat-model.md',
    not: { all: /https?:|www\.|@|\p{L}\.(?:com|net|org|de|fr|es|br|jp|cn|ru)(?!\p{L})/iu },
    example: ['en', 'Go to www.example.com for more.'],
  },
  {
    id: 'register',
    reason: 'A company that changes how it addresses somebody sounds like two.',
    source: 'the register that each language declares, in locales.ts',
    not: {
      de: words('du', 'dich', 'dir', 'dein(?:e[mnrs]?)?', 'euch', 'eu(?:er|re[mnrs]?)'),
      fr: words('tu', 'toi', 'te', 'ton', 'ta', 'tes'),
      es: words('tú', 'tu', 'tus', 'te', 'ti', 'contigo', 'os', 'vosotr[oa]s', 'vuestr[oa]s?'),
      'pt-BR': words('tu', 'te', 'ti', 'teus?', 'tuas?', 'contigo'),
      ja: /(?:だ|である|だった)。/u,
      'zh-CN': /你/u,
      ru: words('ты', 'тебя', 'тебе', 'тобой', 'тво(?:й|я|ё|и|его|ей|их)'),
    },
    example: ['zh-CN', '我们已退款给你。'],
  },
];
