using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>What can be said of an expression while some of what it reads is not known yet.</summary>
static class Foresight
{
    /// <summary>Whether an expression will hold; null when that depends on what is not known.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scope">What is known.</param>
    /// <param name="isOpen">Whether what a path leads to is not known.</param>
    public static bool? Of(Expression expression, JsonObject scope, Func<Expression.Path, bool> isOpen) => expression switch
    {
        Expression.Not not => !Of(not.Operand, scope, isOpen),
        Expression.All all => AllOf([.. all.Operands.Select(operand => Of(operand, scope, isOpen))]),
        Expression.Any any => !AllOf([.. any.Operands.Select(operand => !Of(operand, scope, isOpen))]),
        _ => expression.Paths.Any(isOpen) ? null : expression.IsTrueIn(scope),
    };

    static bool? AllOf(IReadOnlyList<bool?> parts) => parts.Contains(false) ? false : parts.Contains(null) ? null : true;
}
