package nexus.api.identity;

import java.util.List;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;

/** Everything that can be asked of a showroom. */
@Needs(resource = Resource.ORGANIZATION_SETTINGS)
public sealed interface ShowroomCommand extends Command {

    ShowroomId showroomId();

    @Override
    default String streamId() {
        return showroomId().value();
    }

    /**
     * Opens a showroom.
     *
     * @param code what its projects' numbers begin with, unique in the organization: {@code LDS}
     */
    @Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.CREATE)
    record OpenShowroom(ShowroomId showroomId, String name, String code, ShowroomDetails details)
            implements ShowroomCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes what is mentioned. Numbers that were given keep the code they were given with. */
    record ChangeShowroom(
            ShowroomId showroomId,
            Patch<String> name,
            Patch<String> code,
            Patch<ShowroomType> type,
            Patch<Address> address,
            Patch<List<String>> postcodes,
            Patch<String> timeZone,
            Patch<String> locale,
            Patch<String> primaryColor)
            implements ShowroomCommand {}
}
