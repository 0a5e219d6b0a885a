import * as z from 'zod';

const chargeSchema = z.looseObject({ id: z.string(), object: z.literal('charge') });

/** Ways to pay besides cards, as sources of a charge. The package knows cards only. */
const sources: Readonly<Record<string, string>> = {
  src_sepa_debit: 'sepa_debit',
  src_paypal: 'paypal',
  src_klarna: 'klarna',
  src_alipay: 'alipay',
};

/** The only currencies of some. Stripe refuses others, and so do we. */
const currencies: Readonly<Record<string, readonly string[]>> = { sepa_debit: ['eur'] };

/** A request for a charge, as the package can carry it out. */
export interface Charging {
  readonly text: string;
  /** Stripe's word for how it is paid. Missing where it is a card, or nothing that is known: the package says so. */
  readonly type: string | undefined;
  /** Why Stripe would not take it. */
  readonly refusal?: object | undefined;
}

/** How charges were paid: a charge with such a source is one of a card in the package, and is shown as what it was. */
export class PaidMethods {
  private readonly types = new Map<string, string>();

  charging(text: string): Charging {
    const form = new URLSearchParams(text);
    const type = sources[form.get('source') ?? ''];
    if (type === undefined) return { text, type, ...refusalOf(form.get('source')) };
    // Stripe reads a currency in either case.
    const currency = (form.get('currency') ?? '').toLowerCase();
    if (currencies[type]?.includes(currency) === false) {
      return { text, type, ...refused('currency', `The currency provided (${currency}) is invalid for ${type}.`) };
    }
    form.set('source', 'tok_visa');
    return { text: form.toString(), type };
  }

  /** Remembers how the charge in an answer was paid. */
  paid(answer: unknown, { type }: Charging): void {
    const charge = chargeSchema.safeParse(answer);
    if (charge.success && type !== undefined) this.types.set(charge.data.id, type);
  }

  /** The object as Stripe shows it. */
  shown(object: unknown): unknown {
    const charge = chargeSchema.safeParse(object);
    if (!charge.success) return object;
    const type = this.types.get(charge.data.id);
    // The package does not say that a card is one, as Stripe does.
    if (type === undefined) return { ...charge.data, payment_method_details: { type: 'card', card: {} } };
    return { ...charge.data, source: null, payment_method_details: { type, [type]: {} } };
  }
}

/** The package takes a source that it does not know for a card. */
function refusalOf(source: string | null): Pick<Charging, 'refusal'> {
  return source?.startsWith('src_') ? refused('source', `No such source: '${source}'`) : {};
}

function refused(param: string, message: string): Pick<Charging, 'refusal'> {
  return { refusal: { type: 'invalid_request_error', param, message } };
}
