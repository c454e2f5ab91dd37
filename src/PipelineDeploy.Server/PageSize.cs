namespace PipelineDeploy.Server;

/// <summary>How much of a list one answer holds.</summary>
static class PageSize
{
    const int Usual = 100;
    const int Largest = 500;

    /// <summary>The size of a page of which <paramref name="limit"/> was asked; what is beyond the bounds is cut to them.</summary>
    public static int Of(int? limit) => Math.Clamp(limit ?? Usual, 1, Largest);
}
