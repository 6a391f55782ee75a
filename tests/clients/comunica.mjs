// Asks the endpoint whose address is the first argument, and prints what it got as JSON.
import { QueryEngine } from "@comunica/query-sparql";

const sources = [{ type: "sparql", value: process.argv[2] }];
const prefix = "PREFIX plan: <https://w3id.org/plankg/ontology#> ";
const engine = new QueryEngine();

const tasks = await engine.queryBindings(
  `${prefix} SELECT ?task ?title WHERE {
    ?task a plan:Task ; <http://purl.org/dc/terms/title> ?title } ORDER BY ?task`,
  { sources },
);
const rows = (await tasks.toArray()).map((row) => row.get("title").value);

// With a source of its own beside the endpoint, the engine joins by itself.
const joined = await engine.queryBindings(
  `${prefix} SELECT (COUNT(*) AS ?n) WHERE { ?t a plan:Target ; plan:hasUnit ?unit . ?unit <http://www.w3.org/2000/01/rdf-schema#label> ?label }`,
  { sources: [...sources, { type: "serialized", value: "<urn:a> <urn:b> <urn:c> .", mediaType: "text/turtle", baseIRI: "urn:x:" }] },
);
const [count] = await joined.toArray();

const quads = await engine.queryQuads(
  `${prefix} CONSTRUCT { ?s ?p ?o } WHERE { ?s a plan:Action ; ?p ?o }`,
  { sources },
);
const described = await quads.toArray();

console.log(
  JSON.stringify({
    rows,
    joined: Number(count.get("n").value),
    quads: described.length,
    nothing: await engine.queryBoolean('ASK { ?s ?p "nothing of the kind" }', { sources }),
  }),
);
