import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type StoredItem = Record<string, AttributeValue>;

interface Names {
  readonly names: Record<string, string>;
  readonly values: StoredItem;
}

type Condition = (item: StoredItem, given: Names) => boolean;
type Operand = (item: StoredItem, given: Names) => AttributeValue | undefined;

const parsed = new Map<string, Condition>();

/** Whether an item fulfils an expression of DynamoDB. Understands what the ledger writes, and refuses anything else. */
export function fulfils(
  item: StoredItem | undefined,
  expression: string | undefined,
  names: Record<string, string> | undefined,
  values: StoredItem | undefined,
): boolean {
  if (expression === undefined) return true;
  let condition = parsed.get(expression);
  if (!condition) {
    condition = new Parser(expression).parse();
    parsed.set(expression, condition);
  }
  return condition(item ?? {}, { names: names ?? {}, values: values ?? {} });
}

/** OR binds weaker than AND, and that weaker than NOT, as in DynamoDB's reference. */
class Parser {
  private readonly tokens: string[];
  private position = 0;

  constructor(private readonly expression: string) {
    this.tokens = expression.match(/<=|>=|<>|[()=<>,]|[#:]?[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
    if (this.tokens.join('') !== expression.replace(/\s+/g, '')) throw this.notUnderstood();
  }

  parse(): Condition {
    const condition = this.either();
    if (this.position < this.tokens.length) throw this.notUnderstood();
    return condition;
  }

  private either(): Condition {
    let left = this.both();
    while (this.takes('OR')) {
      const [a, b] = [left, this.both()];
      left = (item, given) => a(item, given) || b(item, given);
    }
    return left;
  }

  private both(): Condition {
    let left = this.single();
    while (this.takes('AND')) {
      const [a, b] = [left, this.single()];
      left = (item, given) => a(item, given) && b(item, given);
    }
    return left;
  }

  private single(): Condition {
    if (this.takes('NOT')) {
      const negated = this.single();
      return (item, given) => !negated(item, given);
    }
    if (this.takes('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    const token = this.next();
    if (this.takes('(')) return this.functionCall(token);
    return this.comparison(operandOf(token));
  }

  private functionCall(name: string): Condition {
    const first = operandOf(this.next());
    if (name === 'attribute_not_exists' || name === 'attribute_exists') {
      this.expect(')');
      const wanted = name === 'attribute_exists';
      return (item, given) => (first(item, given) !== undefined) === wanted;
    }
    this.expect(',');
    const second = operandOf(this.next());
    this.expect(')');
    if (name === 'begins_with') {
      return (item, given) => first(item, given)?.S?.startsWith(second(item, given)?.S ?? '\0') ?? false;
    }
    if (name === 'contains') return (item, given) => contains(first(item, given), second(item, given));
    throw this.notUnderstood();
  }

  private comparison(left: Operand): Condition {
    const operator = this.next();
    const right = operandOf(this.next());
    const holds = comparisons[operator];
    if (!holds) throw this.notUnderstood();
    return (item, given) => {
      const order = compare(left(item, given), right(item, given));
      return order !== undefined && holds(order);
    };
  }

  private takes(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.takes(token)) throw this.notUnderstood();
  }

  private next(): string {
    const token = this.tokens[this.position++];
    if (token === undefined) throw this.notUnderstood();
    return token;
  }

  private notUnderstood(): Error {
    return new Error(`the simulated DynamoDB does not understand: ${this.expression}`);
  }
}

const comparisons: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function operandOf(token: string): Operand {
  if (token.startsWith(':')) {
    return (_item, { values }) => {
      const value = values[token];
      if (!value) throw new Error(`the expression has no value ${token}`);
      return value;
    };
  }
  if (!token.startsWith('#')) return (item) => item[token];
  return (item, { names }) => {
    const name = names[token];
    if (name === undefined) throw new Error(`the expression has no name ${token}`);
    return item[name];
  };
}

/** Undefined where the values are of different kinds or missing: then no comparison holds. */
function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined {
  if (a?.S !== undefined && b?.S !== undefined) return a.S < b.S ? -1 : Number(a.S > b.S);
  if (a?.N !== undefined && b?.N !== undefined) return Number(a.N) - Number(b.N);
  if (a?.BOOL !== undefined && b?.BOOL !== undefined) return Number(a.BOOL) - Number(b.BOOL);
  return undefined;
}

function contains(whole: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (whole?.L) return whole.L.some((element) => compare(element, part) === 0);
  if (whole?.S !== undefined) return part?.S !== undefined && whole.S.includes(part.S);
  return whole?.SS?.some((element) => element === part?.S) ?? false;
}
