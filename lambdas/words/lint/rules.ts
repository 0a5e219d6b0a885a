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
      en: /inconvenien|sorry for (?:any|all|the) (?:trouble|bother|hassle)/iu,
      de: /unannehmlichkeit|ungelegenheit|(?:die|alle|etwaige) umstände/iu,
      fr: /désagrément|gêne (?:occasionnée|causée)|contretemps/iu,
      es: /molestia|inconvenient/iu,
      'pt-BR': /transtorno|inconvenient|incômodo/iu,
      ja: /ご不便|ご迷惑/u,
      'zh-CN': /不便|困扰|麻烦/u,
      ru: /неудобств/iu,
    },
    example: ['en', 'We apologise for any inconvenience.'],
  },
  {
    id: 'no-unfortunately',
    reason: 'It speaks of bad luck where we failed.',
    source: lewicki,
    not: {
      en: words('unfortunate(?:ly)?', 'regrettabl[ey]', 'regretfully', 'sadly'),
      de: words('leider', 'bedauerlich(?:erweise)?', 'unglücklicherweise'),
      fr: words('malheureusement', 'hélas', 'avons le regret'),
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
      en: /(?:mistake|error)s? (?:was|were|has been|have been) made|errors? (?:has |have )?occurred|(?:there was|there has been) an? (?:error|mistake)/iu,
      de: /fehler (?:wurden|wurde) gemacht|(?:wurden|wurde) (?:ein )?fehler gemacht|(?:ist|sind) (?:ein |uns )?fehler (?:passiert|aufgetreten|unterlaufen)|kam (?:es )?zu (?:einem )?fehler/iu,
      fr: /des erreurs ont été|une erreur (?:est survenue|s’est produite)/iu,
      es: /se cometieron errores|se produjo un error|ha ocurrido un error|hubo un (?:error|fallo)/iu,
      'pt-BR': /foram cometidos erros|ocorreu um erro|houve um(?:a)? (?:erro|falha)/iu,
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
      en: /if you (?:felt|feel|were)|(?:that|sorry) you (?:felt|feel)\b|if (?:this|it|we) (?:has |have )?(?:caused|upset|offended)|may have caused/iu,
      de: /(?:falls|wenn|sollten) sie .*(?:empfunden|gefühlt|geärgert|enttäuscht)/iu,
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
      en: /forgive|accept (?:our|my|this) (?:sincere )?apolog|bear with us|your understanding|(?:please|to) excuse|beg your pardon/iu,
      de: /verzeih|entschuldigen sie|um (?:ihr )?(?:verständnis|entschuldigung|nachsicht)|(?:ihr|für das) verständnis/iu,
      fr: /pardon|veuillez (?:nous excuser|accepter)|(?:de nous excuser|excusez-nous|excusez-moi)|votre compréhension/iu,
      es: /perdón|perdone|disculpe|su comprensión/iu,
      'pt-BR': /perdão|perdoe|desculpe|(?:sua|a) compreensão/iu,
      ja: /お許し|ご容赦|ご理解|ご了承/u,
      'zh-CN': /原谅|谅解|海涵|见谅|请您?理解/u,
      ru: /прости(?:те)?|извинит[её]|прощени|понимани|просим (?:вас )?понять/iu,
    },
    example: ['ru', 'Пожалуйста, простите нас.'],
  },
  {
    id: 'no-promises',
    reason: 'What is promised to be better and is not costs more than no apology.',
    source: halperin,
    not: {
      en: /never (?:happen )?again|(?:not|n['’]t) (?:happen|occur|recur)|last time|do better|(?:i|we) (?:promise|guarantee)\b/iu,
      de: /nie (?:wieder|mehr)|(?:nicht (?:wieder|mehr|noch einmal) (?:vor|passier)|(?:kommt|passiert) nicht (?:wieder|mehr|noch einmal))|wir versprechen|(?:künftig|in zukunft|es) besser machen|machen (?:wir )?es (?:künftig|in zukunft) besser/iu,
      fr: /plus jamais|n['’]arrivera plus|ne se (?:re)?produira|(?:nous|je) vous promett|ferons mieux/iu,
      es: /nunca más|no volverá a (?:pasar|ocurrir|suceder)|le prometemos|haremos mejor/iu,
      'pt-BR':
        /nunca mais|não (?:vai (?:se repetir|acontecer)|se repetirá|acontecerá) ?(?:de novo|novamente|mais)?|prometemos melhorar|faremos melhor/iu,
      ja: /二度と|再発(?:を)?防止|今後(?:は)?このような|お約束(?:いた)?します/u,
      'zh-CN': /不会再(?:次)?发生|再也不会|不再发生|我们(?:保证|承诺)|做得更好/u,
      ru: /(?:больше |это )?не (?:повторится|случится|произойдёт)|никогда больше|мы обещаем|будем лучше/iu,
    },
    example: ['zh-CN', '这样的事不会再发生。'],
  },
  {
    id: 'no-blame',
    reason: 'Whoever is apologised to is not told what they did wrong.',
    source: `${lewicki}: explaining by others weakens the responsibility that is taken`,
    not: {
      en: /your (?:own )?(?:fault|mistake)|you should have|you failed to|because you (?:did not|did|had not|entered|gave)|because you (?:did|had)n['’]t|you (?:entered|gave|chose) (?:us )?(?:the|a) wrong/iu,
      de: /ihre (?:eigene )?schuld|ihr (?:eigener )?fehler|sie hätten .* sollen|(?:lag|liegt) an ihnen|weil sie .*(?:nicht|falsch)|sie haben .*falsch/iu,
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
      en: words(
        'discounts?',
        'coupons?',
        'use (?:the|this) code',
        'vouchers?',
        'promo(?:tion)?(?: code)?s?',
        '% off',
        'special offers?',
        '(?:valued|loyal) customers?',
        'upgrade to',
        'exclusive(?:ly)?',
        'newsletters?',
        'shop now',
      ),
      de: words(
        'rabatte?',
        'gutscheine?',
        'angebote?',
        '(?:geschätzte|treue)[rn]? kunden?',
        'exklusiv[e]?',
        'newsletter',
        'jetzt sparen',
      ),
      fr: words(
        'promotions?',
        'code promo',
        'bons? de réduction',
        '(?:notre|nos|une) offres?(?: spéciales?)?',
        'cher client',
        'exclusi(?:f|ve)',
        'newsletter',
      ),
      es: words('descuentos?', 'cupón', 'cupones', 'ofertas?', 'estimado cliente', 'exclusiv[oa]', 'boletín'),
      'pt-BR': words('descontos?', 'cupom', 'cupons', 'promoção', 'prezado cliente', 'exclusiv[oa]', 'newsletter'),
      ja: /割引|クーポン|キャンペーン|お得|限定/u,
      'zh-CN': /优惠|促销|折扣|尊贵|代金券/u,
      ru: /скидк|промокод|купон|акци[яию]|уважаемый клиент/iu,
    },
    example: ['pt-BR', 'Aproveite o nosso desconto.'],
  },
  {
    id: 'no-credit-for-money',
    reason: 'Credit is no money: who paid with a card is not told that credit is their refund.',
    source:
      'Roschk, Gelbrich 2014, “Identifying Appropriate Compensation Types for Service Failures”: a loss is repaid in kind',
    not: {
      en: /refunded? (?:(?:you|it|this) )?(?:as|in|by|into) (?:store |account )?credit|credit (?:instead of|as) (?:a|your) (?:refund|money)|credit instead of money|refund is (?:\S+ of )?(?:store )?credit/iu,
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
        'through the net',
        'on the house',
        'screwed up',
        'out of the blue',
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
      en: /(?:we|i) (?:fully |completely |can )?(?:understand|know|imagine) (?:how|your frustration|your anger|that you (?:are|feel))|you (?:must|may) be (?:upset|angry|frustrated|disappointed)|this must be (?:frustrating|annoying)/iu,
      de: /(?:wir verstehen|ich verstehe|(?:wir|ich) (?:können|kann) (?:gut )?verstehen)(?: sehr gut)?,? (?:ihren|dass sie|gut)|sie (?:müssen|sind sicher) (?:verärgert|enttäuscht)/iu,
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
    not: { all: /https?:|www\.|@|<a\s|click here|\p{L}\.\p{Ll}{2}/iu },
    example: ['en', 'Go to www.example.com for more.'],
  },
  {
    id: 'register',
    reason: 'A company that changes how it addresses somebody sounds like two.',
    source: 'the register that each language declares, in locales.ts',
    not: {
      de: words(
        'du',
        'dich',
        'dir',
        'dein(?:e[mnrs]?|s)?',
        'euch',
        'eu(?:er|re[mnrs]?)',
        'ihr (?:müsst|habt|seid|könnt|bekommt)',
      ),
      fr: words('tu', 'toi', 'te', 'ton', 'ta', 'tes'),
      es: words(
        'tú',
        'tu',
        'tus',
        'te',
        'ti',
        'contigo',
        'tienes',
        'puedes',
        'has',
        'os',
        'vosotr[oa]s',
        'vuestr[oa]s?',
      ),
      'pt-BR': words('tu', 'te', 'ti', 'teus?', 'tuas?', 'contigo'),
      ja: /(?:だ|である|だった|(?<![まで])した|ない|いい)(?:よ|ね)?。|あなた/u,
      'zh-CN': /你/u,
      ru: words(
        'ты',
        'тебя',
        'тебе',
        'тобой',
        'тво(?:й|я|ё|и|его|ей|их)',
        '(?:не|можешь) (?:делай|пиши|отвечай|волнуйся)',
        'можешь',
      ),
    },
    example: ['zh-CN', '我们已退款给你。'],
  },
];
