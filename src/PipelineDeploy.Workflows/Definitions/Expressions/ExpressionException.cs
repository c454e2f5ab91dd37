namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>An expression that cannot be read.</summary>
/// <param name="column">Where in the expression, from 1.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class ExpressionException(int column, string problem) : UserErrorException(
    "pipeline.badExpression",
    FormattableString.Invariant($"Column {column} of the expression: {problem}"),
    "Use inputs.<name>, settings.<name>, steps.<id>.output.<name>, texts in quotes, numbers, true, false, null, ==, !=, <, <=, >, >=, in [..], !, && and ||.")
{
    /// <summary>Where in the expression, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong there.</summary>
    public string Problem { get; } = problem;
}
