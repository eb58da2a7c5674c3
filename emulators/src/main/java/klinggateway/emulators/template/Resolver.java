package klinggateway.emulators.template;

/** Says what a reference in the template stands for in a running gateway. */
public interface Resolver {

    /**
     * The value of {@code !Ref name}.
     *
     * @throws TemplateException if nothing of that name can be referred to
     */
    String reference(String name);

    /**
     * The value of {@code !GetAtt logicalId.attribute}.
     *
     * @throws TemplateException if there is no such attribute
     */
    String attribute(String logicalId, String attribute);
}
