namespace PipelineDeploy.Deploys.Routing;

/// <summary>The weights that divide the new requests between blue and green.</summary>
/// <param name="Green">Of each of green's containers.</param>
/// <param name="Blue">Of each of blue's containers.</param>
public sealed record ShareWeights(int Green, int Blue)
{
    // HAProxy takes 0 to 256; a target with 0 would drain.
    const int Largest = 256;

    /// <summary>Weights by which green as a whole gets a share, however many containers there are on either side.</summary>
    /// <remarks>With as many on both sides they are the percents themselves, which is what people read in the status.</remarks>
    /// <param name="percent">Green's share, from 1 to 99.</param>
    /// <param name="green">How many containers green has.</param>
    /// <param name="blue">How many containers blue has.</param>
    public static ShareWeights Of(int percent, int green, int blue)
    {
        var (ofGreen, ofBlue) = green == blue ? (percent, 100 - percent) : (percent * blue, (100 - percent) * green);
        var most = Math.Max(ofGreen, ofBlue);
        return most <= Largest ? new ShareWeights(ofGreen, ofBlue) : new ShareWeights(Scaled(ofGreen), Scaled(ofBlue));

        int Scaled(int weight) => Math.Max(1, (int)Math.Round((double)weight * Largest / most));
    }
}
