using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    const string Run = """
        {
          "paths": {},
          "components": {
            "schemas": {
              "Error": { "type": "object", "required": ["code"], "properties": { "code": { "type": "string" } } },
              "Run": {
                "type": "object",
                "required": ["id", "error"],
                "properties": {
                  "id": { "type": "integer" },
                  "error": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Error" }] },
                  "note": { "type": ["null", "string"] },
                  "steps": { "type": "array", "items": { "type": "boolean" } },
                  "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                  "anything": {}
                }
              }
            }
          }
        }
        """;

    [Theory]
    [InlineData("""{"id":1,"error":null,"note":null,"steps":[true],"labels":{"a":"b"},"anything":{"x":[1]}}""", null)]
    [InlineData("""{"id":1,"error":{"code":"x"},"note":"x","anything":null}""", null)]
    [InlineData("""[]""", "$ is no object")]
    [InlineData("""{"id":1}""", "$.error is missing")]
    [InlineData("""{"id":1,"error":null,"secret":1}""", "$.secret is not described")]
    [InlineData("""{"id":"1","error":null}""", "$.id is no integer")]
    [InlineData("""{"id":1.5,"error":null}""", "$.id is no integer")]
    [InlineData("""{"id":1,"error":{}}""", "$.error.code is missing")]
    [InlineData("""{"id":1,"error":null,"note":1}""", "$.note is no null or string")]
    [InlineData("""{"id":1,"error":null,"steps":[true,1]}""", "$.steps[1] is no boolean")]
    [InlineData("""{"id":1,"error":null,"labels":{"a":1}}""", "$.labels.a is no string")]
    public void What_is_not_as_its_schema_says_is_found(string value, string? wrong)
    {
        var document = new ApiDocument(JsonNode.Parse(Run)!);

        var found = document.Wrong(JsonNode.Parse(value), JsonNode.Parse("""{"$ref":"#/components/schemas/Run"}""")!).ToList();

        if (wrong is null)
        {
            found.ShouldBeEmpty();
        }
        else
        {
            found.ShouldHaveSingleItem().ShouldStartWith(wrong);
        }
    }
}
