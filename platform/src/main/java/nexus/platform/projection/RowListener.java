package nexus.platform.projection;

import java.util.Collection;

/** Is told which rows of which view changed, in the transaction that changes them. */
public interface RowListener {

    void changed(View<?, ?> view, Collection<String> keys, long position);
}
