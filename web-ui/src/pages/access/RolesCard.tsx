import { Card, Fact, Facts } from '../../ui/Page';

/** What each role may do, since nobody should have to try. */
export function RolesCard() {
  return (
    <Card title="Roles" note="Each includes the ones above it">
      <Facts>
        <Fact name="Viewer">
          Sees nodes, figures, events, certificates and results of diagnostics; makes tokens for that.
        </Fact>
        <Fact name="Operator">
          Changes nodes and uplinks, makes enrolment keys, revokes certificates, runs diagnostics, reads the
          audit log, fetches support bundles.
        </Fact>
        <Fact name="Administrator">Manages users, fetches and restores backups.</Fact>
      </Facts>
    </Card>
  );
}
