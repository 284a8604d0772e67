/** A country that the vendor sells in. */
export interface Market {
  readonly country: string;
  readonly weight: number;
  /** Currency that its clients are billed in. */
  readonly currency: "EUR" | "GBP" | "SEK";
  /** Sales territory by city. */
  readonly cities: Readonly<Record<string, string>>;
  readonly surnames: readonly string[];
  /** Beginnings of made-up names. */
  readonly stems: readonly string[];
  readonly legalForms: readonly string[];
}

/** The country that the vendor sits in, and sells best in. */
export const HOME_COUNTRY = "Germany";

/** Euros for one unit of each currency. */
export const EXCHANGE_RATES = { EUR: 1, GBP: 1.17, SEK: 0.088 } as const;

function list(text: string): readonly string[] {
  return text.split(", ");
}

function inTerritory(territory: string, cities: string): Record<string, string> {
  return Object.fromEntries(list(cities).map((city) => [city, territory]));
}

export const MARKETS: readonly Market[] = [
  {
    country: HOME_COUNTRY,
    weight: 22,
    currency: "EUR",
    cities: {
      ...inTerritory("North Germany", "Hamburg, Bremen, Kiel, Lübeck, Hannover, Münster, Osnabrück"),
      ...inTerritory("South Germany", "München, Nürnberg, Stuttgart, Köln, Würzburg, Augsburg, Ulm"),
    },
    surnames: list(
      "Krüger, Böhm, Schäfer, Vogt, Hartwig, Lüders, Brandes, Göbel, Wieland, Petersen, " +
        "Reuß, Jürgens, Kästner, Oberländer, Thiele, Wörner, Ahrens, Zöllner, Dreyer, Fröhlich",
    ),
    stems: list("Nord, Alster, Havel, Rhein, Eider, Donau, Grün, Stahl, Weser, Lahn, Isar, Neckar"),
    legalForms: ["GmbH", "AG", "GmbH & Co. KG", "SE", "KG"],
  },
  {
    country: "France",
    weight: 16,
    currency: "EUR",
    cities: inTerritory("France", "Lyon, Lille, Nantes, Orléans, Besançon, Saint-Étienne, Angers, Nîmes"),
    surnames: list(
      "Lefèvre, Béranger, Morvan, Delaunay, Géraud, Chastel, Rousselot, Périer, Vasseur, " +
        "Aubertin, Marchès, Fauconnier, Thévenot, Brissac, Guérin, Lacombe, Sérignan, Tessier",
    ),
    stems: list("Aqui, Velo, Lumi, Armor, Cévenne, Loire, Hexa, Garonne, Belle, Rhône, Sylve, Ardè"),
    legalForms: ["SA", "SAS", "SARL"],
  },
  {
    country: "United Kingdom",
    weight: 14,
    currency: "GBP",
    cities: inTerritory(
      "British Isles",
      "Leeds, Bristol, Sheffield, Norwich, Derby, Cardiff, Dundee, Exeter",
    ),
    surnames: list(
      "Ashcombe, Thornley, Pemberton, Hargreave, Wexley, Calloway, Dunmore, Fairhurst, Kettleby, " +
        "Ravenhill, Stainforth, Wolverley, Brackwell, Lorimer, Tolland, Ingleby, Marsden, Oakhurst",
    ),
    stems: list("Avon, Brook, Haver, North, Pen, Severn, Thorn, West, Wold, Tyne, Mead, Carn"),
    legalForms: ["Ltd", "plc", "LLP"],
  },
  {
    country: "Netherlands",
    weight: 11,
    currency: "EUR",
    cities: inTerritory("Benelux", "Rotterdam, Utrecht, Eindhoven, Groningen, Zwolle, Breda, Almelo"),
    surnames: list(
      "van Dalen, Hoekstra, de Wit, Terpstra, Zuidema, Brouwer, ten Cate, Koopmans, Veenstra, " +
        "Rietveld, van Houten, Postma, Kuiper, Blom, Oosterling, Sluis, Wolters, Nijland",
    ),
    stems: list("Delta, Polder, Maas, Waal, Veld, Oost, Duin, Zuider, Amstel, Brink, Haven, Meer"),
    legalForms: ["B.V.", "N.V."],
  },
  {
    country: "Poland",
    weight: 11,
    currency: "EUR",
    cities: inTerritory("Poland", "Łódź, Kraków, Wrocław, Poznań, Gdańsk, Lublin, Białystok, Rzeszów"),
    surnames: list(
      "Wójcik, Kowalczyk, Żuraw, Sadłowski, Maślak, Gołębiewski, Piątek, Różański, Krawiec, " +
        "Dąbek, Zieliński, Szymański, Wrona, Łapiński, Czarnecki, Jabłoński, Ostrów, Kłos",
    ),
    stems: list("Wisła, Bałty, Tatra, Odra, Mazo, Śląsk, Pol, Warta, Karpa, San, Gryf, Narew"),
    legalForms: ["Sp. z o.o.", "S.A."],
  },
  {
    country: "Sweden",
    weight: 10,
    currency: "SEK",
    cities: inTerritory("Nordics", "Göteborg, Malmö, Västerås, Örebro, Linköping, Umeå, Jönköping"),
    surnames: list(
      "Lindqvist, Åkesson, Öberg, Sjöström, Hallgren, Bäckman, Norén, Ekström, Wikner, " +
        "Forsell, Hägglund, Rydström, Sandell, Törnqvist, Ahlberg, Dahlén, Malmgren, Strand",
    ),
    stems: list("Norr, Skog, Malm, Väst, Fjäll, Björk, Vänern, Ström, Älv, Sten, Kust, Grön"),
    legalForms: ["AB"],
  },
  {
    country: "Austria",
    weight: 8,
    currency: "EUR",
    cities: inTerritory("Austria", "Wien, Graz, Linz, Salzburg, Klagenfurt, Sankt Pölten, Dornbirn"),
    surnames: list(
      "Gruber, Pichler, Moosbrugger, Hölzl, Egger, Wögerer, Lechner, Stadlbauer, Kröll, " +
        "Aigner, Brunnhuber, Fürst, Rainer, Schöffmann, Tscherne, Unterweger, Zangerl, Mayr",
    ),
    stems: list("Alpen, Enns, Inn, Mur, Tauern, Salz, Drau, Wald, Ybbs, Gletscher, Berg, Stern"),
    legalForms: ["GmbH", "AG", "KG"],
  },
  {
    country: "Denmark",
    weight: 8,
    currency: "EUR",
    cities: inTerritory("Nordics", "København, Aarhus, Odense, Aalborg, Esbjerg, Køge, Helsingør"),
    surnames: list(
      "Sørensen, Østergaard, Møller, Kjær, Bjerre, Holmgaard, Nørgård, Lykke, Skovgaard, " +
        "Vestergaard, Ravn, Thygesen, Bæk, Damgaard, Fønss, Højlund, Toft, Winther",
    ),
    stems: list("Jyd, Sund, Fjord, Øst, Bælt, Hav, Skov, Lim, Nør, Kyst, Fyn, Bro"),
    legalForms: ["A/S", "ApS"],
  },
];
