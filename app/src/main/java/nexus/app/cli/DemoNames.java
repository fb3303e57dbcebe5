package nexus.app.cli;

import java.util.List;

/** The words that the demo is made of. */
final class DemoNames {

    static final List<String[]> TEAM =
            List.of(
                    new String[] {"Daniel", "Whitaker", "SALESPERSON"},
                    new String[] {"Ellen", "Shaw", "SALESPERSON"},
                    new String[] {"Grace", "Okafor", "SALESPERSON SALES_MANAGER"},
                    new String[] {"Priya", "Raman", "DESIGNER"},
                    new String[] {"Tom", "Braithwaite", "SURVEYOR"},
                    new String[] {"Siân", "Llewellyn", "PROJECT_MANAGER"},
                    new String[] {"Hamza", "Sheikh", "INSTALL_MANAGER"},
                    new String[] {"Marek", "Nowak", "INSTALLER"},
                    new String[] {"Joseph", "Tate", "INSTALLER"},
                    new String[] {"Aled", "Price", "INSTALLER"},
                    new String[] {"Kofi", "Mensah", "INSTALLER"},
                    new String[] {"Nadia", "Farouk", "BOOKKEEPER"});

    static final List<String[]> CONVERSATIONS =
            List.of(
                    new String[] {"CALL", "Asked when the survey can be"},
                    new String[] {"CALL", "Talked about tiles and lead times"},
                    new String[] {"CALL", "No answer, left a message"},
                    new String[] {"CALL", "Wants a second quote without the bath"},
                    new String[] {"EMAIL", "Sent the brochure of the Heritage range"},
                    new String[] {"EMAIL", "Sent the quote"},
                    new String[] {"EMAIL", "Confirmed the appointment"},
                    new String[] {"EMAIL", "Answered questions about the guarantee"},
                    new String[] {"MEETING", "Visit to the showroom"},
                    new String[] {"MEETING", "Presented the design"},
                    new String[] {"MEETING", "Looked at the site together"},
                    new String[] {"NOTE", "Prefers to be called after five"},
                    new String[] {"NOTE", "Parking only at the back of the house"},
                    new String[] {"NOTE", "Decides together with her brother"});

    static final List<String> TASKS =
            List.of(
                    "Call back about the quote",
                    "Send samples of the tiles",
                    "Order the shower screen",
                    "Ask the plumber for a date",
                    "Check the delivery of the bath",
                    "Confirm the survey",
                    "Send the invoice for the deposit",
                    "Prepare the handover",
                    "Collect the signed contract",
                    "Book the skip");

    static final List<String[]> COMPANIES =
            List.of(
                    new String[] {"Fellside Builders", "builder"},
                    new String[] {"Kentdale Construction", "builder"},
                    new String[] {"Harper & Sons Renovations", "builder"},
                    new String[] {"Stonebeck Homes", "developer"},
                    new String[] {"Windermere Developments", "developer"},
                    new String[] {"Northshore Living", "developer"},
                    new String[] {"Ashworth Architects", "architect"},
                    new String[] {"Studio Brathay", "architect"},
                    new String[] {"Lowther & Finch Architects", "architect"},
                    new String[] {"Marlow Interiors", "interior designer"},
                    new String[] {"Atelier Grasmere", "interior designer"},
                    new String[] {"The Swan at Newby", "hotel"},
                    new String[] {"Langdale Lodge Hotel", "hotel"},
                    new String[] {"Old Mill Inn", "hotel"},
                    new String[] {"Coniston Spa Resort", "hotel"},
                    new String[] {"Rydal Guest House", "hotel"},
                    new String[] {"Lakeland Care Homes", "care"},
                    new String[] {"Beck House Care", "care"},
                    new String[] {"Cumbria Lettings", "letting agent"},
                    new String[] {"Fairfield Property Management", "letting agent"},
                    new String[] {"Pike Plumbing & Heating", "plumber"},
                    new String[] {"Rothay Heating", "plumber"},
                    new String[] {"Tarn Tiling", "tiler"},
                    new String[] {"Sandgate School", "education"},
                    new String[] {"Lakes Leisure Trust", "leisure"});

    static final List<String> TOWNS =
            List.of(
                    "Kendal",
                    "Windermere",
                    "Ambleside",
                    "Keswick",
                    "Penrith",
                    "Ulverston",
                    "Grasmere",
                    "Hawkshead",
                    "Coniston",
                    "Lancaster",
                    "Carlisle",
                    "Cockermouth");

    static final List<String> FIRST =
            List.of(
                    "Amelia",
                    "Oliver",
                    "Isla",
                    "Harry",
                    "Ava",
                    "George",
                    "Emily",
                    "Jack",
                    "Sofia",
                    "Noah",
                    "Mia",
                    "Arthur",
                    "Chloë",
                    "Leo",
                    "Zoë",
                    "Oscar",
                    "Ruth",
                    "Samuel",
                    "Aisha",
                    "Mohammed",
                    "Hannah",
                    "Peter",
                    "Margaret",
                    "Alan",
                    "Deborah",
                    "Ian",
                    "Niamh",
                    "Callum",
                    "Freya",
                    "Hugh");

    static final List<String> LAST =
            List.of(
                    "Atkinson",
                    "Bell",
                    "Carter",
                    "Dixon",
                    "Edmondson",
                    "Fisher",
                    "Graham",
                    "Hodgson",
                    "Irving",
                    "Jackson",
                    "Khan",
                    "Little",
                    "Müller",
                    "Nelson",
                    "O'Brien",
                    "Patel",
                    "Rigg",
                    "Singh",
                    "Tyson",
                    "Wilson",
                    "Young",
                    "Dawson",
                    "Postlethwaite",
                    "Mounsey",
                    "Tallentire");

    static final List<String> JOBS =
            List.of(
                    "Managing director",
                    "Site manager",
                    "Buyer",
                    "Architect",
                    "General manager",
                    "Facilities manager",
                    "Estimator");

    static final List<String> SOURCES =
            List.of("Walk-in", "Website", "Referral", "Home show", "Trade partner", "Instagram");

    static final List<String> TAGS =
            List.of("trade", "private", "renovation", "new build", "returning", "accessible");

    static final List<String> ROOMS =
            List.of(
                    "Family bathroom",
                    "En-suite",
                    "Wet room",
                    "Cloakroom",
                    "Walk-in shower",
                    "Master bathroom",
                    "Guest en-suite",
                    "Accessible bathroom",
                    "Hotel room refurbishment",
                    "Loft shower room",
                    "Freestanding bath and tiling",
                    "Complete renovation");

    static final List<String> RANGES =
            List.of("Heritage", "Nordic", "Contemporary", "Essential", "Spa", "Barrier-free");

    static final List<String> WON_REASONS =
            List.of(
                    "Design",
                    "Price",
                    "Recommended by a friend",
                    "Installation included",
                    "Delivery date",
                    "Showroom experience");

    static final List<String> LOST_REASONS =
            List.of(
                    "Price",
                    "Went with a competitor",
                    "Project postponed",
                    "No budget",
                    "Delivery too late",
                    "No answer");

    static final List<String> WAIVED_REASONS =
            List.of(
                    "Filed on paper",
                    "The client brings it to the site",
                    "Agreed on the telephone",
                    "The architect keeps it");

    static final List<String> REMARKS =
            List.of(
                    "Brushed brass fittings, walk-in shower with a linear drain.",
                    "Porcelain in a herringbone, underfloor heating throughout.",
                    "Wall hung basin and toilet, concealed cistern, niche with light.",
                    "Freestanding bath below the window, limewash on the walls.",
                    "Step-free shower, grab rails, tempered mixer.");

    static final List<String> COMPETITORS =
            List.of(
                    "Bathstore North",
                    "Aqua & Stone",
                    "Victoria Bathrooms",
                    "A local plumber",
                    "An online shop");

    private DemoNames() {}
}
