using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>A version of a pipeline to be published.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Text">The text, as it was written.</param>
/// <param name="Author">Who publishes it.</param>
/// <param name="Note">Why, in the author's words; null for none.</param>
public sealed record NewPipelineVersion(string Pipeline, string Text, string Author, string? Note)
{
    /// <summary>SHA-256 of the text as UTF-8, in small hex digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}

/// <summary>A published version of a pipeline.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Number">Which version, from 1.</param>
/// <param name="Text">The text, as it was written.</param>
/// <param name="Sha256">SHA-256 of the text as UTF-8, in small hex digits.</param>
/// <param name="Author">Who published it; <see cref="BuiltInPipelines.Author"/> for those that the server brings.</param>
/// <param name="Note">Why, in the author's words; null for none.</param>
/// <param name="PublishedAt">When.</param>
public sealed record PipelineVersion(string Pipeline, int Number, string Text, string Sha256, string Author, string? Note, DateTimeOffset PublishedAt);
