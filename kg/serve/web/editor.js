// The parts of YASGUI that the query page uses: the editor and the frame around results. Its tabs
// and its list of endpoints, which ask other servers, are left out.
import Yasgui from "@zazuko/yasgui";

export const { Yasqe, Yasr } = Yasgui;
