import { Badge } from '#app/components/ui/badge.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Cell, HeadCell, Table } from '#app/components/ui/table.tsx';
import type { ProblemView as View } from '#core/problem.ts';
import { Markdown } from './markdown.tsx';
import { describeCases } from './tests-words.ts';

/** A problem for those who may read it and not change it. */
export function ProblemView({ problem }: { problem: View }) {
  const { statement, tests } = problem;
  return (
    <div className="flex flex-col gap-5">
      <Card title="Statement">
        <CardBody>
          {statement.trim() ? (
            <Markdown text={statement} />
          ) : (
            <p className="text-ink-soft">None was written.</p>
          )}
        </CardBody>
      </Card>
      <TestsCard title="Tests" tests={tests} />
    </div>
  );
}

interface TestsCardProps {
  title: string;
  tests: View['tests'];
  /** Instead of how many there are. */
  description?: string;
}

/** Tests as a table, each case with what the reader may see of it. */
export function TestsCard({ title, tests, description }: TestsCardProps) {
  const hidden = tests?.cases.filter((one) => one.isHidden).length ?? 0;
  return (
    <Card
      title={title}
      description={description ?? (tests ? describeCases(tests.cases.length, hidden) : 'None were written.')}
      className="overflow-hidden"
    >
      {tests && (
        <Table caption={title}>
          <thead>
            <tr>
              <HeadCell>Name</HeadCell>
              <HeadCell>Input</HeadCell>
              <HeadCell>Expected</HeadCell>
            </tr>
          </thead>
          <tbody>
            {tests.cases.map(({ index, name, isHidden, shown }) => (
              <tr key={index} className="border-b last:border-b-0">
                <Cell className="align-top">
                  {name} {isHidden && <Badge>Hidden</Badge>}
                </Cell>
                {[shown?.input ?? '', shown?.expected ?? ''].map((text, at) => (
                  <Cell key={at === 0 ? 'input' : 'expected'} className="align-top">
                    <pre className="font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">
                      {text}
                    </pre>
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
