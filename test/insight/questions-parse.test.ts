import { TrinoSQL } from 'dt-sql-parser';
import { freshness, questionNames, questionOf } from '../../lambdas/insight/questions/question';

// Athena itself is not here. dt-sql-parser has Trino's own grammar (ANTLR), in which Athena's engine 3 is written.
const trino = new TrinoSQL();

describe.each([...questionNames, freshness].map(questionOf))('the question $name', (question) => {
  it('is a statement of Trino', () => {
    expect(trino.validate(question.sql)).toEqual([]);
  });

  it('asks for the records of some days, from the first to the last, and for no others', () => {
    expect(question.sql.match(/\?/g)).toHaveLength(2);
    expect(question.sql).toContain('WHERE day BETWEEN ? AND ?');
  });

  it('is one too where it is asked of the products of one system, which is its third parameter', () => {
    expect(trino.validate(question.sqlOfSource)).toEqual([]);
    expect(question.sqlOfSource.match(/\?/g)).toHaveLength(3);
    expect(question.sqlOfSource.lastIndexOf('?')).toBe(question.sqlOfSource.indexOf('source = ?') + 'source = '.length);
  });

  it('says in a sentence what it answers, and how that is reckoned', () => {
    expect(question.answers).toMatch(/^[A-Z].+\.$/);
    expect(question.reckoned).toMatch(/^.+\.$/);
  });
});

it('the parser refuses what is no statement of Trino', () => {
  expect(trino.validate('SELECT FROM WHERE')).not.toEqual([]);
  expect(trino.validate('SELECT * EXCLUDE (day) FROM insight')).not.toEqual([]);
});
