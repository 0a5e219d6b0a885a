import type { FC } from 'hono/jsx';
import { longestAnswer, type IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { damageCauses, seenOfFilm, workedOfPass } from '../../lambdas/reports/mishaps';
import { reportWords } from '../../lambdas/reports/report-words';
import type { Writer } from '../../lambdas/words/writer';

const { say } = reportWords;

export type AskedQuestion = NonNullable<Extract<IntakeAnswer, { is: 'choices' }>['choices'][number]['question']>;

interface Option {
  readonly value: string;
  readonly name: string;
}

/** The third question, the one that nobody but the customer can answer. */
export const QuestionField: FC<{ readonly question: AskedQuestion; readonly writer: Writer }> = ({
  question,
  writer: { write },
}) => {
  switch (question.asks) {
    case 'needed-by':
      return (
        <div class="field">
          <label class="above" for="answer">
            {write(say.neededBy())}
          </label>
          <p class="hint" id="answer-hint">
            {write(say.neededByHint())}
          </p>
          <input type="date" id="answer" name="answer" aria-describedby="answer-hint" />
        </div>
      );
    case 'received-as':
      return (
        <div class="field">
          <label class="above" for="answer">
            {write(say.receivedAs({ described: question.described }))}
          </label>
          <p class="hint" id="answer-hint">
            {write(say.receivedAsHint())}
          </p>
          <input id="answer" name="answer" required maxlength={longestAnswer} aria-describedby="answer-hint" />
        </div>
      );
    case 'cause':
      return (
        <Options
          legend={write(say.causeQuestion())}
          options={named(damageCauses, (what) => write(say.cause({ what })))}
        />
      );
    case 'seen':
      return (
        <Options legend={write(say.seenQuestion())} options={named(seenOfFilm, (what) => write(say.seen({ what })))} />
      );
    case 'worked':
      return (
        <Options
          legend={write(say.workedQuestion())}
          options={named(workedOfPass, (what) => write(say.worked({ what })))}
        />
      );
    case 'which':
      return (
        <Options
          legend={write(say.whichQuestion())}
          options={named(question.startedAt, (start) => write(say.outageFrom({ start })))}
        />
      );
  }
};

function named<Value extends string>(values: readonly Value[], name: (value: Value) => string): Option[] {
  return values.map((value) => ({ value, name: name(value) }));
}

const Options: FC<{ readonly legend: string; readonly options: readonly Option[] }> = ({ legend, options }) => (
  <fieldset>
    <legend>{legend}</legend>
    {options.map(({ value, name }) => (
      <label class="choice">
        <input type="radio" name="answer" value={value} required />
        {name}
      </label>
    ))}
  </fieldset>
);
