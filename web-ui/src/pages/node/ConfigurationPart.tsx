import { useState } from 'react';
import { useNavigate } from 'react-router';
import { nodeChange } from '../../api/nodeChange';
import type { Node } from '../../api/nodes';
import { rollback, whyNoRollback } from '../../api/rollback';
import { paths } from '../../paths';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { Card, Columns, Fact, Facts, Row } from '../../ui/Page';
import { Time } from '../../ui/Time';
import { localised } from '../../ui/time';
import { Dot } from '../../ui/Verdict';
import { flat } from './flat';
import { SpecForm } from './SpecForm';

/** What is asked for and what is so, side by side. */
export function ConfigurationPart({ node }: { node: Node }) {
  const [editing, setEditing] = useState(false);
  const change = useChange();
  const navigate = useNavigate();
  const { status } = node;
  return (
    <>
      <Columns>
        <Card
          title="Desired"
          note={`Last written as revision ${node.revision}`}
          actions={
            <Row>
              <ActionButton needs="operator" variant="default" onClick={() => setEditing(true)}>
                Change
              </ActionButton>
              <ActionButton
                needs="operator"
                variant="default"
                because={whyNoRollback(node)}
                onClick={() => change(rollback(node))}
              >
                Undo the last change
              </ActionButton>
              <ActionButton
                needs="operator"
                variant="subtle"
                color="red"
                onClick={() => change(nodeChange(node.name, node, null, () => void navigate(paths.nodes)))}
              >
                Delete the node
              </ActionButton>
            </Row>
          }
        >
          <Facts>
            {flat(node.spec).map(([key, value]) => (
              <Fact key={key} name={key}>
                {value}
              </Fact>
            ))}
          </Facts>
        </Card>
        <Card title="Observed" note={<LastReport at={status.lastReportAt} />}>
          <Facts>
            {status.conditions.map((condition) => (
              <Fact key={condition.type} name={condition.type}>
                <Dot tone={condition.ok ? 'up' : 'suspect'} /> {localised(condition.message)}
              </Fact>
            ))}
            <Fact name="revision">
              {status.reachedRevision ?? '–'} of {status.desiredRevision ?? '–'}
            </Fact>
            <Fact name="version">{status.version ?? '–'}</Fact>
            <Fact name="started">
              <Time at={status.startedAt} />
            </Fact>
            <Fact name="certificate ends">
              <Time at={status.certificateExpiresAt} />
            </Fact>
            <Fact name="interfaces">{status.interfaces.join(', ') || '–'}</Fact>
          </Facts>
        </Card>
      </Columns>
      <SpecForm node={node} opened={editing} close={() => setEditing(false)} />
    </>
  );
}

const LastReport = ({ at }: { at: string | null | undefined }) =>
  at ? (
    <>
      As reported at <Time at={at} />
    </>
  ) : (
    'It has never reported'
  );
