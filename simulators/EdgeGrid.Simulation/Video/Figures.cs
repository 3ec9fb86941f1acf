using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>Draws who moves: what they reflect, to be lit like the rest of the street.</summary>
internal static class Figures
{
    /// <summary>A person in a dark coat and jeans, seen from the side.</summary>
    public static void Person(Mat scene, PersonWalks walk, double progress, TimeSpan since)
    {
        var tall = walk.Height * scene.Height;
        var towards = Math.Sign(walk.ToX - walk.FromX);
        var x = scene.Width * (walk.FromX + ((walk.ToX - walk.FromX) * progress));
        var ground = scene.Height * walk.Feet;
        // Two steps a second, and the body rises a little over each straight leg.
        var phase = since.TotalSeconds * Math.PI * 1.8;
        var hip = new Point2d(x, ground - (tall * (0.47 + (0.012 * Math.Cos(phase * 2)))));
        var shoulder = new Point2d(x + (towards * tall * 0.03), hip.Y - (tall * 0.34));
        var coat = new Scalar(44, 34, 38);
        var jeans = new Scalar(98, 66, 52);
        Cv2.Ellipse(scene, new Point(x, ground), new Size(tall * 0.17, tall * 0.025), 0, 0, 360, new Scalar(58, 58, 58), -1, LineTypes.AntiAlias);
        Limb(scene, shoulder, tall * 0.19, tall * 0.17, -Math.Sin(phase) * 0.5, 0.35 * towards, tall * 0.06, Shade(coat, 0.8), towards);
        Leg(scene, hip, tall, Math.Sin(phase + Math.PI), Shade(jeans, 0.75), towards);
        Leg(scene, hip, tall, Math.Sin(phase), jeans, towards);
        Torso(scene, hip, shoulder, tall, coat);
        Limb(scene, shoulder, tall * 0.19, tall * 0.17, Math.Sin(phase) * 0.5, 0.35 * towards, tall * 0.065, Shade(coat, 1.25), towards);
        Head(scene, new Point2d(shoulder.X + (towards * tall * 0.015), shoulder.Y - (tall * 0.1)), tall, towards);
    }

    public static void Cat(Mat scene, double progress, TimeSpan since)
    {
        var x = scene.Width * (1.03 - (1.06 * progress));
        var y = scene.Height * 0.93;
        var size = scene.Height / 360.0;
        var fur = new Scalar(30, 34, 40);
        var bound = 1.5 * Math.Sin(since.TotalSeconds * 14);
        Cv2.Ellipse(scene, new Point(x, y + bound), new Size(11 * size, 4 * size), 0, 0, 360, fur, -1, LineTypes.AntiAlias);
        Cv2.Circle(scene, new Point(x - (12 * size), y - (4 * size) + bound), (int)(3.5 * size), fur, -1, LineTypes.AntiAlias);
        Cv2.Line(scene, new Point(x + (10 * size), y + bound), new Point(x + (18 * size), y - (6 * size) + bound), fur, 2, LineTypes.AntiAlias);
        for (var leg = -8; leg <= 8; leg += 5)
        {
            Cv2.Line(scene, new Point(x + (leg * size), y + bound), new Point(x + ((leg + (bound * 2)) * size), y + (8 * size)), fur, 2, LineTypes.AntiAlias);
        }
    }

    public static void Drops(Mat frame, Random random)
    {
        for (var drop = 0; drop < 90; drop++)
        {
            var at = new Point(random.Next(frame.Width), random.Next(frame.Height));
            var end = new Point(at.X - 2, at.Y + random.Next(6, 18));
            var brightness = random.Next(60, 110);
            Cv2.Line(frame, at, end, Scalar.All(brightness), 1, LineTypes.AntiAlias);
        }
    }

    public static Scalar Shade(Scalar colour, double factor) => new(colour.Val0 * factor, colour.Val1 * factor, colour.Val2 * factor);

    private static void Torso(Mat scene, Point2d hip, Point2d shoulder, double tall, Scalar coat)
    {
        var half = tall * 0.095;
        Point[] outline =
        [
            new(shoulder.X - (half * 0.8), shoulder.Y - (tall * 0.02)), new(shoulder.X + (half * 0.8), shoulder.Y - (tall * 0.02)),
            new(shoulder.X + half, shoulder.Y + (tall * 0.06)), new(hip.X + (half * 0.95), hip.Y + (tall * 0.06)),
            new(hip.X - (half * 0.95), hip.Y + (tall * 0.06)), new(shoulder.X - half, shoulder.Y + (tall * 0.06)),
        ];
        Cv2.FillConvexPoly(scene, outline, coat, LineTypes.AntiAlias);
        Cv2.Line(scene, new Point(shoulder.X - (half * 0.9), shoulder.Y + (tall * 0.16)), new Point(hip.X + (half * 0.9), shoulder.Y + (tall * 0.16)), new Scalar(120, 125, 130), Math.Max(1, (int)(tall * 0.012)), LineTypes.AntiAlias);
    }

    private static void Head(Mat scene, Point2d centre, double tall, int towards)
    {
        var skin = new Scalar(128, 150, 188);
        Cv2.Line(scene, new Point(centre.X, centre.Y + (tall * 0.04)), new Point(centre.X, centre.Y + (tall * 0.09)), Shade(skin, 0.8), Math.Max(2, (int)(tall * 0.05)), LineTypes.AntiAlias);
        Cv2.Ellipse(scene, centre.ToPoint(), new Size(tall * 0.05, tall * 0.066), 0, 0, 360, skin, -1, LineTypes.AntiAlias);
        Cv2.Ellipse(scene, new Point(centre.X - (towards * tall * 0.012), centre.Y - (tall * 0.02)), new Size(tall * 0.05, tall * 0.05), 0, 0, 360, new Scalar(30, 32, 38), -1, LineTypes.AntiAlias);
    }

    private static void Leg(Mat scene, Point2d hip, double tall, double swing, Scalar colour, int towards)
    {
        var foot = Limb(scene, hip, tall * 0.235, tall * 0.225, swing * 0.5, -(0.25 + (0.3 * Math.Max(0, -swing))) * towards * 0.7, tall * 0.085, colour, towards);
        Cv2.Ellipse(scene, new Point(foot.X + (towards * tall * 0.025), foot.Y), new Size(tall * 0.05, tall * 0.02), 0, 0, 360, new Scalar(36, 36, 40), -1, LineTypes.AntiAlias);
    }

    private static Point2d Limb(Mat scene, Point2d from, double upper, double lower, double angle, double bend, double thick, Scalar colour, int towards)
    {
        var joint = new Point2d(from.X + (towards * Math.Sin(angle) * upper), from.Y + (Math.Cos(angle) * upper));
        var second = (towards * angle) + bend;
        var end = new Point2d(joint.X + (Math.Sin(second) * lower), joint.Y + (Math.Cos(second) * lower));
        Cv2.Line(scene, from.ToPoint(), joint.ToPoint(), colour, Math.Max(2, (int)thick), LineTypes.AntiAlias);
        Cv2.Line(scene, joint.ToPoint(), end.ToPoint(), colour, Math.Max(2, (int)(thick * 0.85)), LineTypes.AntiAlias);
        return end;
    }
}
