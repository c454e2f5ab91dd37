namespace PipelineDeploy.Workflows;

/// <summary>A <see cref="UserError"/> that is about fields: every one of them that is wrong is told at once.</summary>
/// <param name="error">What the person is told in a sentence.</param>
/// <param name="fields">What is wrong with which field, e.g. <c>steps[2].with.for</c>.</param>
public sealed class FieldErrorsException(UserError error, IReadOnlyDictionary<string, IReadOnlyList<string>> fields) : UserErrorException(error)
{
    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; } = fields;
}
