package dev.braid.control.enrolment;

import dev.braid.control.identity.Certificates;
import dev.braid.control.node.NodeRemoval;
import dev.braid.control.store.Revision;
import org.springframework.stereotype.Component;

/** Who is deleted is let in nowhere any more. */
@Component
class CertificateRemoval implements NodeRemoval {
    private final Certificates certificates;

    CertificateRemoval(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public void removing(String node, Revision revision) {
        certificates.revokeAll(node, "the node was deleted", revision);
    }
}
