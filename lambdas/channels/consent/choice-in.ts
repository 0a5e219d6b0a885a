/** What somebody chose about a channel by writing on it. */
export type Choice = 'stop' | 'start';

/**
 * Where they begin a message of at most so many terms, nothing else can be meant: `STOP please`. The first line is what
 * carriers demand of everybody (https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html), as far
 * as a term cannot be of a complaint; each language that mails are written in has its own.
 */
const plainStops = [
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'OPT-OUT', 'OPTOUT', 'ARRET', 'TD'],
  ...['STOPP', 'ABBESTELLEN', 'ABMELDEN'],
  ...['DESABONNER', 'DESINSCRIRE', 'STOPPER'],
  ...['BAJA', 'DESUSCRIBIR'],
  ...['DESCADASTRAR', 'DESINSCREVER'],
  ...['СТОП', 'ОТПИСАТЬСЯ', 'ОТПИСКА'],
];

/** Alone they mean the same. In a sentence they may be a complaint: `cancel my order`. */
const stopsAlone = [
  ...['CANCEL', 'END', 'QUIT', 'REMOVE', 'REVOKE', 'STOP ALL'],
  ...['ENDE', 'BEENDEN'],
  ...['ARRETER', 'SE DESABONNER', 'FIN'],
  ...['ALTO', 'PARAR', 'CANCELAR', 'DETENER', 'FIN'],
  ...['SAIR', 'PARE'],
  ...['停止', '配信停止', '解除', '配信解除', 'ストップ'],
  ...['退订', '退订回T', 'T', '取消订阅', '停止'],
  ...['ОТМЕНА', 'ОТМЕНИТЬ', 'ХВАТИТ'],
];

const startsAlone = [
  ...['START', 'UNSTOP', 'RESUME'],
  ...['ANMELDEN', 'WEITER'],
  ...['REPRENDRE', 'REACTIVER'],
  ...['ALTA', 'REANUDAR'],
  ...['VOLTAR', 'REATIVAR'],
  ...['再開', '配信再開', 'スタート'],
  ...['订阅', '恢复', '恢复订阅'],
  ...['СТАРТ', 'ПОДПИСАТЬСЯ'],
];

const mostTerms = 3;

/**
 * Whether somebody wants to hear nothing more on this channel, or wants to hear of us again. Pure. Whoever writes more
 * than that writes to a person, who reads it.
 */
export function choiceIn(text: string): Choice | undefined {
  const written = folded(text);
  if (plain.has(written) || alone.has(written)) return 'stop';
  if (starts.has(written)) return 'start';
  const terms = written.split(' ');
  return terms.length <= mostTerms && plain.has(terms[0] ?? '') ? 'stop' : undefined;
}

/** In capitals, without accents and whatever stands around it. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}\p{M}-]+/gu, ' ')
    .trim();
}

const plain = new Set(plainStops.map(folded));
const alone = new Set(stopsAlone.map(folded));
const starts = new Set(startsAlone.map(folded));
